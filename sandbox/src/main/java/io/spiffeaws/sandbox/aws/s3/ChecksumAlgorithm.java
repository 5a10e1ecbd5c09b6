package io.spiffeaws.sandbox.aws.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The checksum algorithms that S3 supports for request bodies.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
enum ChecksumAlgorithm {
  CRC32,
  CRC32C,
  CRC64NVME,
  SHA1,
  SHA256;

  /// Returns the algorithm of that name.
  ///
  /// @param name in any case
  static Optional<ChecksumAlgorithm> named(String name) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /// Returns the header or trailer that contains the checksum.
  String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /// Returns the element of an XML document that contains the checksum.
  String element() {
    return "Checksum" + name();
  }

  Running start() {
    return switch (this) {
      case CRC32 -> new Cyclic(new CRC32(), 4);
      case CRC32C -> new Cyclic(new CRC32C(), 4);
      case CRC64NVME -> new Cyclic(new Crc64Nvme(), 8);
      case SHA1 -> new Digest("SHA-1");
      case SHA256 -> new Digest("SHA-256");
    };
  }

  /// A checksum that is computed incrementally.
  sealed interface Running {
    void update(byte[] bytes, int length);

    byte[] value();

    default String base64() {
      return Base64.getEncoder().encodeToString(value());
    }
  }

  private record Cyclic(java.util.zip.Checksum checksum, int size) implements Running {
    @Override
    public void update(byte[] bytes, int length) {
      checksum.update(bytes, 0, length);
    }

    @Override
    public byte[] value() {
      var whole = ByteBuffer.allocate(8).putLong(checksum.getValue()).array();
      return Arrays.copyOfRange(whole, 8 - size, 8);
    }
  }

  /// A cryptographic hash. Also used for MD5, which S3 handles separately.
  record Digest(MessageDigest digest) implements Running {
    Digest(String algorithm) {
      this(of(algorithm));
    }

    @Override
    public void update(byte[] bytes, int length) {
      digest.update(bytes, 0, length);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }

    private static MessageDigest of(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
    }
  }
}
