package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A body that must match the signed hash. Reading its end fails if it does not.
final class HashedBody extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();
  private final String expected;
  private boolean ended;

  HashedBody(InputStream body, String expected) {
    super(body);
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      digest.update(bytes, offset, read);
    } else if (read < 0 && !ended) {
      ended = true;
      check(HexFormat.of().formatHex(digest.digest()));
    }
    return read;
  }

  private void check(String computed) {
    if (!computed.equals(expected)) {
      throw new AwsError(
              400,
              "XAmzContentSHA256Mismatch",
              "The provided 'x-amz-content-sha256' header does not match what was computed.")
          .with("ClientComputedContentSHA256", expected)
          .with("S3ComputedContentSHA256", computed);
    }
  }
}
