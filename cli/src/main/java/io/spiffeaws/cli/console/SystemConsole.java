package io.spiffeaws.cli.console;

import io.spiffeaws.system.TerminalWidth;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;

/// The console of the process. Only this class, and the one that ends the process, access
/// [System]'s streams and environment.
public final class SystemConsole {
  private SystemConsole() {}

  /// Raw descriptors, not [System#out], since a `PrintStream` swallows the failure to write.
  public static Console open() {
    var environment = RestoredEnvironment.restored(System.getenv());
    var terminal = Terminal.ofStreams();
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminal.in(),
        terminal.out(),
        terminal.err(),
        () -> TerminalWidth.columns(environment.getOrDefault("COLUMNS", "")),
        environment,
        Path.of("").toAbsolutePath(),
        true);
  }
}
