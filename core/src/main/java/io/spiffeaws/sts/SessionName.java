package io.spiffeaws.sts;

import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of a session, which CloudTrail and `aws:userid` show (AssumeRoleWithWebIdentity,
/// RoleSessionName: 2 to 64 of `[\w+=,.@-]`).
///
/// @param text the name
public record SessionName(String text) {
  private static final Pattern FORM = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern FOREIGN = Pattern.compile("[^\\w+=,.@-]");
  private static final int LONGEST = 64;
  private static final int DIGITS = 12;

  /// @throws ProblemException malformed
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

  /// The name that tells the workload in the logs: the ID without its scheme, foreign characters as
  /// `-`; where that is too long its end, with a hash of the whole so that two do not meet.
  ///
  /// @param subject a SPIFFE ID, or another issuer's subject
  public static SessionName of(String subject) {
    var name = FOREIGN.matcher(subject.replaceFirst("^spiffe://", "")).replaceAll("-");
    if (name.length() > LONGEST) {
      var kept = name.substring(name.length() - (LONGEST - DIGITS - 1));
      return new SessionName(kept + "-" + hash(subject));
    }
    return new SessionName(name.length() < 2 ? name + "-" + hash(subject) : name);
  }

  private static String hash(String subject) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
