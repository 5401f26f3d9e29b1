// Both programs as a person starts them: real Modbus TCP on the loopback, a real broker, real files
// in a folder that is gone afterwards. What only the whole can show stands in this target, one
// story a file. Nothing is timed: every story waits for what must happen, and a deadline ends only
// a test that fails.
//
// Most of a story is waiting: five minutes of clean air, ten seconds of a module's patience. So the
// stories are told in three rows, one after the other in each, and the rows side by side. Ports and
// folders are each story's own.

import Testing

/// A controller that comes up before its devices, and one that is gone without a farewell.
@Suite(.serialized, .onOwnThread) struct LifeAndDeathTests {}

/// Devices that fall silent, and a scan that does.
@Suite(.serialized, .onOwnThread) struct SilenceTests {}

/// What stands around: the broker, another controller, bad files, a newcomer with the demo.
@Suite(.serialized, .onOwnThread) struct SurroundingsTests {}
