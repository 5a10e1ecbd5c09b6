package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.List;

/// A way in which the IDs of a role obtain its credentials. A role has one or both.
public enum RoleWay {
  /// STS exchanges a JWT-SVID of the issuer (AssumeRoleWithWebIdentity).
  WEB_IDENTITY("web_identity"),

  /// IAM Roles Anywhere accepts a request that an X509-SVID has signed (CreateSession).
  ROLES_ANYWHERE("roles_anywhere");

  /// The form of a list of ways, for messages.
  static final String FORM = "web_identity or roles_anywhere";

  private final String word;

  RoleWay(String word) {
    this.word = word;
  }

  /// Returns the word for it in a chain file.
  public String word() {
    return word;
  }

  /// Parses the word.
  ///
  /// @throws ProblemException malformed, if it is another word
  static RoleWay parse(String text) {
    return Arrays.stream(values())
        .filter(way -> way.word.equals(text))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.malformed("malformed-way", "there is no other way", ""));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(RoleWay::word).toList();
  }
}
