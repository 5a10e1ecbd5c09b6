package io.spiffeaws.cli.console;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Holds the places of those standard streams that this process was started without (`>&-`). The
/// system gives the lowest free descriptor to what is opened next, so without this a connection
/// could be taken for standard output, and be written to.
///
/// A held stream is empty to read, and cannot be written. Programs that this process starts or
/// becomes find it closed, as it was. On the JVM this comes too late, as that has opened files of
/// its own by now: there the launcher holds the streams, and such programs find them held.
public final class ClosedStreams implements AutoCloseable {
  private final List<FileInputStream> held;

  private ClosedStreams(List<FileInputStream> held) {
    this.held = held;
  }

  /// Looks at the process as it is now, so call it before anything is opened.
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
      // a root folder without devices, and so without the folder that was looked into
    }
  }
}
