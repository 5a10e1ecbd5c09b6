package io.spiffeaws.trust.policy;

import java.util.Locale;

/// Describes a condition and the value that a session of IAM Roles Anywhere has.
final class SessionConditionText {
  private static final String TAG_KEY = "aws:PrincipalTag/";

  private SessionConditionText() {}

  static String of(RolesAnywhereSession session, TrustCondition condition) {
    var text =
        condition.spelled() + " " + condition.key() + " " + String.join(", ", condition.values());
    var key = condition.key();
    if (!condition.operator().documented()) {
      return text + " has an operator that IAM does not document in this spelling";
    }
    if (key.regionMatches(true, 0, TAG_KEY, 0, TAG_KEY.length())) {
      return text + tag(session, key.substring(TAG_KEY.length()), condition);
    }
    return text
        + switch (key.toLowerCase(Locale.ROOT)) {
          case "aws:sourcearn" -> ", and the trust anchor is " + session.anchor();
          case "aws:sourceaccount" ->
              ", and the account of the trust anchor is " + session.anchor().account();
          case "aws:securetransport" -> ", and STS is reached only over HTTPS";
          case "sts:sourceidentity" ->
              session
                  .sourceIdentity()
                  .map(", and the source identity is "::concat)
                  .orElse(" depends on the certificate");
          case "sts:rolesessionname" ->
              session
                  .sessionName()
                  .map(", and the session name is "::concat)
                  .orElse(" depends on the request");
          default ->
              TrustEvaluation.ofTheRequest(key)
                  ? " depends on the request"
                  : " requires a key that the request does not have";
        };
  }

  private static String tag(RolesAnywhereSession session, String name, TrustCondition condition) {
    var actual = session.tag(name);
    if (actual.isPresent()) {
      var nearly = condition.values().stream().anyMatch(actual.get()::equalsIgnoreCase);
      return ", and the certificate has "
          + actual.get()
          + (nearly && !condition.values().contains(actual.get())
              ? ", which differs in letter case"
              : "");
    }
    return session.lacks(name)
        ? ", and the session has no such tag"
        : " depends on the certificate";
  }
}
