package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A key type of SPIRE's server (server.conf, `ca_key_type` and `jwt_key_type`). AWS STS accepts
/// tokens signed with any of them.
public enum KeyType {
  RSA_2048("rsa-2048"),
  RSA_4096("rsa-4096"),
  EC_P256("ec-p256"),
  EC_P384("ec-p384");

  private final String word;

  KeyType(String word) {
    this.word = word;
  }

  /// The value in the configuration file.
  public String word() {
    return word;
  }

  /// Parses a key type.
  ///
  /// @throws ProblemException malformed
  public static KeyType parse(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.malformed(
                "unknown-key-type",
                "unknown key type \"" + word + "\"",
                "specify "
                    + Arrays.stream(values())
                        .map(KeyType::word)
                        .collect(Collectors.joining(" or "))));
  }
}
