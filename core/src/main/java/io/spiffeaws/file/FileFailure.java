package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be had, in words; the system's own name the file and leave out the reason.
public final class FileFailure {
  private FileFailure() {}

  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "its folder does not exist";
      case AccessDeniedException _ -> "this user may not";
      case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is in the way";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
