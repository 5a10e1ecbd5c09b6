package io.spiffeaws.sts;

import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A role session name, which appears in CloudTrail and `aws:userid` (AssumeRoleWithWebIdentity,
/// RoleSessionName: 2 to 64 characters of `[\w+=,.@-]`).
///
/// @param text the name
public record SessionName(String text) {
  private static final Pattern FORM = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern DISALLOWED = Pattern.compile("[^\\w+=,.@-]");
  private static final int MAX_LENGTH = 64;
  private static final int HASH_DIGITS = 12;

  /// Validates the name.
  ///
  /// @throws ProblemException malformed, if it is not a valid session name
  public SessionName {
    if (!FORM.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-session-name",
          "\""
              + text.substring(0, Math.min(text.length(), 80)).replaceAll("\\p{Cntrl}", "?")
              + "\" is not a valid session name",
          "use 2 to 64 letters, digits and any of + = , . @ - _");
    }
  }

  /// Returns a name that identifies the workload in logs: the ID without its scheme, with `-` for
  /// characters that are not allowed. If that is too long, it is the end of the ID and a hash of
  /// the complete ID, so that names are unique.
  ///
  /// @param subject a SPIFFE ID, or another issuer's subject
  public static SessionName of(String subject) {
    var name = DISALLOWED.matcher(subject.replaceFirst("^spiffe://", "")).replaceAll("-");
    if (name.length() > MAX_LENGTH) {
      var end = name.substring(name.length() - (MAX_LENGTH - HASH_DIGITS - 1));
      return new SessionName(end + "-" + hash(subject));
    }
    return new SessionName(name.length() < 2 ? name + "-" + hash(subject) : name);
  }

  /// Returns the name in the ARN of a session; empty if the ARN has none.
  ///
  /// @param assumedRoleArn `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
  public static Optional<SessionName> in(String assumedRoleArn) {
    var name = assumedRoleArn.substring(assumedRoleArn.lastIndexOf('/') + 1);
    return FORM.matcher(name).matches() ? Optional.of(new SessionName(name)) : Optional.empty();
  }

  private static String hash(String subject) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
