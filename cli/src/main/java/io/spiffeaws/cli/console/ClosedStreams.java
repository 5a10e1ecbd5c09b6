package io.spiffeaws.cli.console;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reserves the descriptors of the standard streams that were closed when this process started
/// (`>&-`). The system gives the lowest free descriptor to the next file that is opened, so without
/// this a connection could become standard output and receive results.
///
/// A reserved stream is empty to read and cannot be written. Programs that this process starts or
/// becomes find it closed, as before. On the JVM this is too late, since the JVM has opened files
/// by now: there the launcher reserves the streams, and such programs find them reserved.
public final class ClosedStreams implements AutoCloseable {
  private final List<FileInputStream> held;

  private ClosedStreams(List<FileInputStream> held) {
    this.held = held;
  }

  /// Checks the current descriptors of the process, so call it before any file is opened.
  public static ClosedStreams hold() {
    var held = new ArrayList<FileInputStream>();
    for (var stream : List.of("0", "1", "2")) {
      if (!Files.exists(Path.of("/dev/fd", stream), LinkOption.NOFOLLOW_LINKS)) {
        open(held);
      }
    }
    return new ClosedStreams(held);
  }

  @Override
  public void close() {
    for (var stream : held) {
      try {
        stream.close();
      } catch (IOException e) {
        // nothing was written to it
      }
    }
  }

  private static void open(List<FileInputStream> held) {
    try {
      held.add(new FileInputStream("/dev/null"));
    } catch (IOException e) {
      // a root directory without /dev, and so without /dev/fd
    }
  }
}
