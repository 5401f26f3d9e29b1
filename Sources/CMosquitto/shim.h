// The C library libmosquitto, as the system installs it.
#include <mosquitto.h>
