package io.spiffeaws.sandbox.aws.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Content that was received whole and verified, in a file that is not an object yet.
///
/// @param md5 in hexadecimal digits
/// @param checksum the one that the client sent, or asked for
record Staged(Path file, long size, String md5, Optional<Checksum> checksum) {
  /// A checksum that is known to be right.
  record Checksum(ChecksumAlgorithm algorithm, String base64) {}

  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
