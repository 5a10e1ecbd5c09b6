package io.spiffeaws.sandbox.aws.wire;

import io.spiffeaws.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/// Makes names that no one can guess, in the forms that AWS gives them. Safe for many threads.
public final class Identifiers {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecureRandom random;

  public Identifiers(SecureRandom random) {
    this.random = random;
  }

  /// For query services: a UUID.
  public String requestId() {
    return UUID.randomUUID().toString();
  }

  /// A prefix that tells the kind (`AROA` role, `ASIA` temporary key, `ANPA` policy) and 17 letters
  /// and digits.
  public String unique(String prefix) {
    var id = new StringBuilder(prefix);
    for (int i = 0; i < 17; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /// A secret access key: 40 characters.
  public Secret secretKey() {
    return Secret.of(Base64.getEncoder().encodeToString(bytes(30)));
  }

  /// A session token.
  public Secret sessionToken() {
    return Secret.of("IQoJ" + Base64.getEncoder().encodeToString(bytes(192)));
  }

  /// Lower-case hexadecimal digits of that many random bytes.
  public String hex(int bytes) {
    return HexFormat.of().formatHex(bytes(bytes));
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
