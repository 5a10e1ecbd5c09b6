package io.spiffeaws.exec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program to run, as the bytes that the system expects.
///
/// @param program the file
/// @param words its arguments, starting with its name
/// @param environment `NAME=VALUE`
record RawProgramCall(Path program, List<byte[]> words, List<byte[]> environment) {
  static RawProgramCall of(ProgramCall call) {
    return new RawProgramCall(
        call.program(),
        RawArguments.arguments(call.words()),
        RawArguments.environment(call.environment()));
  }

  /// The same program run by a shell, for a script without a first line `#!`.
  RawProgramCall byShell() {
    var shell = new ArrayList<byte[]>();
    shell.add(bytes("sh"));
    shell.add(bytes(program.toString()));
    shell.addAll(words.subList(1, words.size()));
    return new RawProgramCall(Path.of("/bin/sh"), shell, environment);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
