package io.spiffeaws.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Explains failures of file access. The system's own messages contain the file but not the reason.
public final class FileFailure {
  /// The system's text for the error EISDIR, which Java has no exception for.
  private static final String DIRECTORY = "Is a directory";

  private FileFailure() {}

  /// Returns a hint on how to make a file writable.
  ///
  /// @param file that could not be written
  public static String fixHint(Path file, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "create it with: mkdir -p " + file.toAbsolutePath().getParent();
      case AccessDeniedException _ -> "allow this user to write there, or specify another file";
      case FileAlreadyExistsException _ -> "move that file away, or specify another file";
      case FileSystemLoopException _ -> "specify the file itself";
      case FileOfAnotherUserException _ ->
          "specify a file of your own, in a directory that other users cannot write to";
      default -> "check the free space and the path, or specify another file";
    };
  }

  /// Returns the reason for which a file cannot be read, as the part after a colon.
  public static String readReason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case CharacterCodingException _ -> "it is not UTF-8";
      default -> reason(e).equals(DIRECTORY) ? "it is a directory" : reason(e);
    };
  }

  /// Returns the reason for a message, as the part after a colon.
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "its directory does not exist";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException existing -> existing.getFile() + " already exists";
      case FileSystemLoopException _ -> "its symlinks form a loop";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      case FileSystemException _ -> "I/O error";
      default -> Objects.requireNonNullElse(e.getMessage(), "I/O error");
    };
  }
}
