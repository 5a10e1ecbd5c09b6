package io.spiffeaws.doctor;

import java.util.Optional;

/// What the reader of a hint types, so that its commands work as printed.
///
/// @param doctorAgain the same `doctor` command with a retry budget; empty if it has one already
/// @param serverOption the option for the SPIRE server, with a blank before it; empty if the
///   environment specifies the server
public record ReaderCommands(Optional<String> doctorAgain, String serverOption) {}
