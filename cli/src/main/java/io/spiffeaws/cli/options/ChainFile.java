package io.spiffeaws.cli.options;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a chain, and the files that it names.
public final class ChainFile {
  private static final String STDIN = "-";

  private ChainFile() {}

  /// @param file its path, or `-` for standard input; what it names is relative to its own folder,
  ///   or to the working folder
  /// @throws ProblemException malformed, with line and column
  public static Manifest read(String file, Invocation invocation) {
    var text = text(file, invocation);
    return new ManifestReader(name(file), path -> named(file, path, invocation)).read(text);
  }

  /// The whole text of a file, or of standard input.
  ///
  /// @throws ProblemException malformed, where it cannot be read or is not UTF-8
  public static String text(String file, Invocation invocation) {
    if (!file.equals(STDIN)) {
      return text(name(file), invocation.console().directory(), file);
    }
    try {
      return decoded(invocation.console().in().readAllBytes());
    } catch (CharacterCodingException e) {
      throw unreadable(name(file), "it is not UTF-8");
    } catch (IOException e) {
      throw unreadable(name(file), "it broke off");
    }
  }

  /// What a file is called in messages.
  public static String name(String file) {
    return file.equals(STDIN) ? "standard input" : file;
  }

  private static String named(String file, String path, Invocation invocation) {
    var directory = invocation.console().directory();
    var folder = file.equals(STDIN) ? null : directory.resolve(file).getParent();
    return text(path, folder == null ? directory : folder, path);
  }

  private static String text(String name, Path folder, String path) {
    try {
      return decoded(Files.readAllBytes(folder.resolve(path)));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw unreadable(name, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(name, "permission denied");
    } catch (CharacterCodingException e) {
      throw unreadable(name, "it is not UTF-8");
    } catch (IOException e) {
      throw unreadable(name, "it is no file that can be read");
    }
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static ProblemException unreadable(String name, String why) {
    return ProblemException.malformed(
        "cannot-read", "cannot read " + name + ": " + why, "name a file that can be read");
  }
}
