package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Why a file could not be had, in words; the system's own name the file and leave out the reason.
public final class FileFailure {
  private FileFailure() {}

  /// What lets a file be written.
  ///
  /// @param file that could not be
  public static String mend(Path file, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "make it first: mkdir -p " + file.toAbsolutePath().getParent();
      case AccessDeniedException _ -> "let this user write there, or name another file";
      case FileAlreadyExistsException _ -> "move that away, or name another file";
      case FileSystemLoopException _ -> "name the file itself";
      case FileOfAnotherUserException _ ->
          "specify a file of your own, in a directory that other users cannot write to";
      default -> "see that there is room there and nothing in the way, or name another file";
    };
  }

  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "its folder does not exist";
      case AccessDeniedException _ -> "this user may not";
      case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is in the way";
      case FileSystemLoopException _ -> "its links lead in a circle";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
