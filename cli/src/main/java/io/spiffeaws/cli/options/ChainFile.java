package io.spiffeaws.cli.options;

import io.spiffeaws.chain.PlanFile;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Reads a chain file and the files that it refers to.
public final class ChainFile {
  private static final String STDIN = "-";

  private ChainFile() {}

  /// @param file its path, or `-` for standard input; files in it are below its own directory, or
  ///   below the working directory, and relative to that
  /// @param allowed further directories below which the files may be
  /// @throws ProblemException malformed, with line and column
  public static Manifest read(String file, List<Path> allowed, Invocation invocation) {
    var text = text(file, invocation);
    if (PlanFile.isPlan(text)) {
      throw ProblemException.malformed(
          "not-a-chain",
          name(file) + " is a plan, not a chain file",
          TypedCommand.of("to carry it out, run: spiffe-aws apply --plan %s", file));
    }
    var working = invocation.console().directory();
    var own = file.equals(STDIN) ? null : working.resolve(file).getParent();
    var files = new NamedFiles(own == null ? working : own, allowed);
    return new ManifestReader(name(file), path -> text(path, files.find(path))).read(text);
  }

  /// The text of a file, or of standard input.
  ///
  /// @throws ProblemException malformed, if it cannot be read or is not UTF-8
  public static String text(String file, Invocation invocation) {
    if (!file.equals(STDIN)) {
      return text(name(file), path(file, invocation));
    }
    try {
      return decoded(invocation.console().in().readAllBytes());
    } catch (CharacterCodingException e) {
      throw unreadable(name(file), "it is not UTF-8");
    } catch (IOException e) {
      throw unreadable(name(file), "the input broke off");
    }
  }

  /// The name of a file in messages.
  public static String name(String file) {
    return file.equals(STDIN) ? "standard input" : file;
  }

  private static Path path(String file, Invocation invocation) {
    try {
      return invocation.console().directory().resolve(file);
    } catch (InvalidPathException e) {
      throw unreadable(file, "no such file");
    }
  }

  private static String text(String name, Path path) {
    try {
      return decoded(Files.readAllBytes(path));
    } catch (IOException e) {
      throw unreadable(name, FileFailure.readReason(e));
    }
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  static ProblemException unreadable(String name, String why) {
    return ProblemException.malformed(
        "cannot-read", "cannot read " + name + ": " + why, "specify a readable file");
  }
}
