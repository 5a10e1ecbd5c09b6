package io.spiffeaws.sandbox.aws.wire;

import io.spiffeaws.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/// Generates unguessable identifiers in the formats of AWS. Thread-safe.
public final class Identifiers {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecureRandom random;

  public Identifiers(SecureRandom random) {
    this.random = random;
  }

  /// Returns a request ID for query services: a UUID.
  public String requestId() {
    return UUID.randomUUID().toString();
  }

  /// Returns a prefix for the type (`AROA` role, `ASIA` temporary key, `ANPA` policy) followed by
  /// 17 letters and digits.
  public String unique(String prefix) {
    var id = new StringBuilder(prefix);
    for (int i = 0; i < 17; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /// Returns a secret access key: 40 characters.
  public Secret secretKey() {
    return Secret.of(Base64.getEncoder().encodeToString(bytes(30)));
  }

  /// Returns a session token.
  public Secret sessionToken() {
    return Secret.of("IQoJ" + Base64.getEncoder().encodeToString(bytes(192)));
  }

  /// Returns that many random bytes as lower-case hexadecimal digits.
  public String hex(int bytes) {
    return HexFormat.of().formatHex(bytes(bytes));
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
