package io.spiffeaws.spire;

import io.spiffeaws.call.CallLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A shell script that answers as spire-server 1.15.3 was observed to, and records its arguments.
///
/// @param directory for the script and the record
record SpireServerScript(Path directory) {
  /// Returns a server with the script.
  ///
  /// @param script the lines of a shell script
  ExecSpireServer answering(String script, Duration timeout) throws IOException {
    var file = directory.resolve("spire-server");
    Files.writeString(
        file, "echo \"$@\" >> " + directory.resolve("commands") + "\n" + script + "\n");
    return new ExecSpireServer(
        List.of("sh", file.toString()), Optional.of(Path.of("/s")), timeout, CallLog.NONE);
  }

  /// The arguments of each call.
  List<String> commands() throws IOException {
    return Files.readAllLines(directory.resolve("commands"));
  }
}
