package io.spiffeaws.image;

import picocli.CommandLine;

/// The command tree as the image holds it.
///
/// @param root to be parsed by one thread
record ReadyCommands(CommandLine root) {}
