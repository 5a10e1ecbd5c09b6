package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.sandbox.aws.wire.Sha256;

/// The chain of signatures over the chunks of one body: each signature includes the previous one.
/// Not thread-safe. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

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

  /// Verifies the next chunk.
  ///
  /// @param hash SHA-256 of the chunk's data
  /// @throws SignatureFault.Raised if the signature does not match the chunk at this position
  public void checkChunk(String hash, String signature) {
    check("AWS4-HMAC-SHA256-PAYLOAD", EMPTY + "\n" + hash, signature);
  }

  /// Verifies the trailing headers.
  ///
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
