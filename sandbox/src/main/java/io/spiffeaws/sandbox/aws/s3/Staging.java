package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Receives bodies into files of a directory and verifies all checksums of the request.
record Staging(Path directory) {
  private static final long LARGEST = 5L << 30;

  /// Receives a body.
  ///
  /// @throws AwsError if the content does not match its checksums; the file is deleted
  Staged receive(AwsRequest request, Payload payload) throws IOException {
    var algorithm = algorithm(request);
    var file = Files.createTempFile(directory, "body", "");
    try {
      var staged = copy(payload.content(), file, algorithm);
      checkMd5(request, staged);
      if (algorithm.isPresent()) {
        checkSum(request, payload, staged, algorithm.get());
      }
      return staged;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// Concatenates files.
  Staged join(Iterable<Path> parts) throws IOException {
    var file = Files.createTempFile(directory, "joined", "");
    long size = 0;
    try (var out = Files.newOutputStream(file)) {
      for (var part : parts) {
        size += Files.copy(part, out);
      }
    }
    return new Staged(file, size, "", Optional.empty());
  }

  private static Staged copy(InputStream content, Path file, Optional<ChecksumAlgorithm> algorithm)
      throws IOException {
    var md5 = new ChecksumAlgorithm.Digest("MD5");
    var checksum = algorithm.map(ChecksumAlgorithm::start);
    var buffer = new byte[1 << 16];
    long size = 0;
    try (var out = Files.newOutputStream(file)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        out.write(buffer, 0, read);
        md5.update(buffer, read);
        int length = read;
        checksum.ifPresent(running -> running.update(buffer, length));
        size += read;
        if (size > LARGEST) {
          throw new AwsError(
              400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }
      }
    }
    return new Staged(
        file,
        size,
        HexFormat.of().formatHex(md5.value()),
        algorithm.flatMap(
            known -> checksum.map(running -> new Staged.Checksum(known, running.base64()))));
  }

  private static void checkMd5(AwsRequest request, Staged staged) {
    var header = request.header("content-md5");
    if (header.isEmpty()) {
      return;
    }
    try {
      var bytes = Base64.getDecoder().decode(header.get());
      if (bytes.length == 16) {
        if (!HexFormat.of().formatHex(bytes).equals(staged.md5())) {
          throw S3Errors.badDigest("Content-MD5");
        }
        return;
      }
    } catch (IllegalArgumentException notBase64) {
      // reported below
    }
    throw new AwsError(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
  }

  private static void checkSum(
      AwsRequest request, Payload payload, Staged staged, ChecksumAlgorithm algorithm) {
    var name = algorithm.header();
    boolean announced = request.header("x-amz-trailer").filter(name::equalsIgnoreCase).isPresent();
    var sent =
        request.header(name).or(() -> Optional.ofNullable(payload.trailers().get().get(name)));
    if (announced && sent.isEmpty()) {
      throw new AwsError(
          400,
          "MalformedTrailerError",
          "The request contained trailing data that was not well-formed.");
    }
    var computed = staged.checksum().map(Staged.Checksum::base64);
    if (sent.isPresent() && !sent.equals(computed)) {
      throw S3Errors.badDigest(algorithm.name());
    }
  }

  /// Returns the algorithm of the checksum that the client sends or has announced.
  private static Optional<ChecksumAlgorithm> algorithm(AwsRequest request) {
    var trailer = request.header("x-amz-trailer").orElse("");
    return Arrays.stream(ChecksumAlgorithm.values())
        .filter(candidate ->
            request.header(candidate.header()).isPresent()
                || trailer.equalsIgnoreCase(candidate.header()))
        .findFirst()
        .or(() -> request.header("x-amz-sdk-checksum-algorithm").flatMap(ChecksumAlgorithm::named));
  }
}
