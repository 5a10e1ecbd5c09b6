package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.sandbox.aws.wire.Sha256;

/// The chain of signatures over the chunks of a body: each covers the one before it. For one body.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

public final class ChunkSignatures {
  private static final String EMPTY = Sha256.hex("");

  private final SignedRequest signed;
  private final SigningKey key;
  private String previous;

  public ChunkSignatures(SignedRequest signed, SigningKey key) {
    this.signed = signed;
    this.key = key;
    this.previous = signed.signature();
  }

  /// @param hash SHA-256 of the chunk's data
  /// @throws SignatureFault.Raised where the signature is not that of the chunk in its place
  public void checkChunk(String hash, String signature) {
    check("AWS4-HMAC-SHA256-PAYLOAD", EMPTY + "\n" + hash, signature);
  }

  /// @param hash SHA-256 of the trailing headers, each as `name:value` and a line feed
  public void checkTrailer(String hash, String signature) {
    check("AWS4-HMAC-SHA256-TRAILER", hash, signature);
  }

  private void check(String algorithm, String end, String signature) {
    var stringToSign =
        String.join("\n", algorithm, signed.stamp(), signed.scope().toString(), previous, end);
    if (!key.verifies(stringToSign, signature)) {
      throw new SignatureFault.Mismatch().raised();
    }
    previous = signature;
  }
}
