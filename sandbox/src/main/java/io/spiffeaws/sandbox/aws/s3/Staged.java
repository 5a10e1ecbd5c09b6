package io.spiffeaws.sandbox.aws.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Content that was received completely and verified, in a file that is not yet an object.
///
/// @param md5 in hexadecimal digits
/// @param checksum the checksum that the client sent or requested
record Staged(Path file, long size, String md5, Optional<Checksum> checksum) {
  /// A verified checksum.
  record Checksum(ChecksumAlgorithm algorithm, String base64) {}

  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
