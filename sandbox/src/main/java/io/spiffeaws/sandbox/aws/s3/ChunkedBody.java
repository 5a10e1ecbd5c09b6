package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.sigv4.ChunkSignatures;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The content of an `aws-chunked` body: signed or unsigned chunks with their lengths, and trailing
/// headers. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
final class ChunkedBody extends InputStream {
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_TRAILERS = 16;
  private static final String SIGNATURE = ";chunk-signature=";
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  private final InputStream body;
  private final long expected;
  private final Optional<ChunkSignatures> signatures;
  private final Map<String, String> trailers = new HashMap<>();
  private MessageDigest digest = Sha256.digest();
  private String chunkSignature = "";
  private long left;
  private long total;
  private boolean started;
  private boolean ended;

  ChunkedBody(InputStream body, long expected, Optional<ChunkSignatures> signatures) {
    this.body = body;
    this.expected = expected;
    this.signatures = signatures;
  }

  /// Returns the trailing headers by lower-case name. They are complete after the end of the body
  /// was read.
  Map<String, String> trailers() {
    return Map.copyOf(trailers);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (left == 0) {
      if (ended) {
        return -1;
      }
      nextChunk();
    }
    int read = body.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw S3Errors.incompleteBody();
    }
    digest.update(bytes, offset, read);
    left -= read;
    total += read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (started) {
      if (!line().isEmpty()) {
        throw malformed();
      }
      endChunk();
    }
    started = true;
    var header = line();
    int semicolon = header.indexOf(SIGNATURE);
    chunkSignature = semicolon < 0 ? "" : header.substring(semicolon + SIGNATURE.length());
    left = size(semicolon < 0 ? header : header.substring(0, semicolon));
    if (left == 0) {
      endChunk();
      end();
    }
  }

  private void endChunk() {
    var hash = HexFormat.of().formatHex(digest.digest());
    signatures.ifPresent(chain -> chain.checkChunk(hash, chunkSignature));
    digest = Sha256.digest();
  }

  private void end() throws IOException {
    ended = true;
    var signed = new StringBuilder();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || trailers.size() >= MOST_TRAILERS) {
        throw malformed();
      }
      var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      var value = line.substring(colon + 1).strip();
      trailers.put(name, value);
      if (!name.equals(TRAILER_SIGNATURE)) {
        signed.append(name).append(':').append(value).append('\n');
      }
    }
    if (!signed.isEmpty()) {
      signatures.ifPresent(chain ->
          chain.checkTrailer(
              Sha256.hex(signed.toString()), trailers.getOrDefault(TRAILER_SIGNATURE, "")));
    }
    if (total != expected) {
      throw S3Errors.incompleteBody();
    }
  }

  private static long size(String hexadecimal) {
    if (hexadecimal.isEmpty() || hexadecimal.length() > 10) {
      throw malformed();
    }
    try {
      return Long.parseUnsignedLong(hexadecimal, 16);
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  /// Reads up to CR LF. Returns an empty line at the end of the body.
  private String line() throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (int octet = body.read(); octet >= 0 && octet != '\n'; octet = body.read()) {
      if (line.size() >= LONGEST_LINE) {
        throw malformed();
      }
      line.write(octet);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static AwsError malformed() {
    return new AwsError(
        400, "InvalidChunkSizeError", "The chunked body of the request is malformed.");
  }
}
