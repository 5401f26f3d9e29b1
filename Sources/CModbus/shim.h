// The C library libmodbus, as the system installs it, behind a handful of calls that cannot lose their
// error: each returns 0 or the negated errno, read at once on the thread that made the call. The
// library's float helpers (wrong byte order when writing, in the version of Debian 12) and its own
// error recovery (loops inside one call while the peer is down) are left alone on purpose.

#ifndef H2Q_CMODBUS_SHIM_H
#define H2Q_CMODBUS_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <modbus.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

// A context for one host, by name or number, IPv4 or IPv6. NULL when the text is too long for the
// library or there is no memory. No recovery: the caller closes and connects again. Byte time-out 0:
// the response time-out covers the whole frame, so a peer that drips bytes cannot stretch it.
static inline modbus_t *h2q_modbus_new(const char *host, const char *service) {
  modbus_t *context = modbus_new_tcp_pi(host, service);
  if (context == NULL) return NULL;
  modbus_set_error_recovery(context, MODBUS_ERROR_RECOVERY_NONE);
  modbus_set_byte_timeout(context, 0, 0);
  return context;
}

// A context for a serial line; parity is 'N', 'E' or 'O'. As above: no recovery, and the response
// time-out covers the whole frame.
static inline modbus_t *h2q_modbus_new_serial(
    const char *path, int speed, char parity, int dataBits, int stopBits) {
  modbus_t *context = modbus_new_rtu(path, speed, parity, dataBits, stopBits);
  if (context == NULL) return NULL;
  modbus_set_error_recovery(context, MODBUS_ERROR_RECOVERY_NONE);
  modbus_set_byte_timeout(context, 0, 0);
  return context;
}

// Throws away what waits to be read.
static inline int h2q_modbus_flush(modbus_t *context) {
  return modbus_flush(context) < 0 ? -errno : 0;
}

// Sets the longest wait, in ms (1 and up), for a connection and for an answer.
static inline int h2q_modbus_set_timeout(modbus_t *context, int64_t milliseconds) {
  uint32_t seconds = (uint32_t)(milliseconds / 1000);
  uint32_t rest = (uint32_t)(milliseconds % 1000) * 1000;
  return modbus_set_response_timeout(context, seconds, rest) == 0 ? 0 : -errno;
}

// Connects. The library waits with select(), which writes past its set for descriptors from
// FD_SETSIZE on; so the next free descriptor is looked at first.
static inline int h2q_modbus_connect(modbus_t *context) {
  int next = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (next < 0) return -errno;
  close(next);
  if (next >= FD_SETSIZE) return -EMFILE;
  errno = 0;
  if (modbus_connect(context) == 0) return 0;
  // A connection that did not come in time leaves EINPROGRESS behind.
  return errno == EINPROGRESS ? -ETIMEDOUT : errno == 0 ? -ECONNREFUSED : -errno;
}

// Looks whether the link is as a new request needs it: open, with nothing left to read. Bytes that
// wait are the answer to a request that was given up; a reader that took them would be out of step.
static inline int h2q_modbus_check_quiet(modbus_t *context) {
  uint8_t byte;
  int socket = modbus_get_socket(context);
  if (socket < 0) return -ENOTCONN;
  ssize_t waiting = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (waiting > 0) return -EMBBADDATA;
  if (waiting == 0) return -ECONNRESET;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -errno;
}

// Aims the next requests at a unit: 0...247 or 255.
static inline int h2q_modbus_set_unit(modbus_t *context, int unit) {
  return modbus_set_slave(context, unit) == 0 ? 0 : -errno;
}

static inline int h2q_modbus_result(int done, int wanted) {
  if (done == wanted) return 0;
  return done < 0 ? -errno : -EMBBADDATA;
}

static inline int h2q_modbus_read_registers(
    modbus_t *context, int isInput, int address, int count, uint16_t *values) {
  int done = isInput ? modbus_read_input_registers(context, address, count, values)
                     : modbus_read_registers(context, address, count, values);
  return h2q_modbus_result(done, count);
}

static inline int h2q_modbus_read_bits(
    modbus_t *context, int isInput, int address, int count, uint8_t *values) {
  int done = isInput ? modbus_read_input_bits(context, address, count, values)
                     : modbus_read_bits(context, address, count, values);
  return h2q_modbus_result(done, count);
}

static inline int h2q_modbus_write_register(modbus_t *context, int address, uint16_t value) {
  return h2q_modbus_result(modbus_write_register(context, address, value), 1);
}

static inline int h2q_modbus_write_registers(
    modbus_t *context, int address, int count, const uint16_t *values) {
  return h2q_modbus_result(modbus_write_registers(context, address, count, values), count);
}

static inline int h2q_modbus_write_bit(modbus_t *context, int address, int value) {
  return h2q_modbus_result(modbus_write_bit(context, address, value), 1);
}

static inline int h2q_modbus_write_bits(
    modbus_t *context, int address, int count, const uint8_t *values) {
  return h2q_modbus_result(modbus_write_bits(context, address, count, values), count);
}

// The macros of the library as numbers that Swift can see.
static const int h2q_modbus_error_base = MODBUS_ENOBASE;
static const int h2q_modbus_last_exception = EMBXGTAR;
static const int h2q_modbus_last_error = EMBBADSLAVE;
static const int h2q_modbus_too_much_data = EMBMDATA;

#endif
