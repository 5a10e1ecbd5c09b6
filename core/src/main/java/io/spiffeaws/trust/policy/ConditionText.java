package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.issuer.Claim;
import io.spiffeaws.trust.issuer.KnownIssuer;

/// Describes a condition and the value that the token has.
final class ConditionText {
  private ConditionText() {}

  static String of(WebIdentity identity, TrustCondition condition) {
    var text =
        condition.spelled() + " " + condition.key() + " " + String.join(", ", condition.values());
    if (condition.isOn(TrustEvaluation.SECURE)) {
      return text + ", and STS is reached only over HTTPS";
    }
    if (TrustEvaluation.ofTheRequest(condition.key())) {
      return text + " depends on the request";
    }
    return condition.isOn(identity.subKey()) || condition.isOn(identity.audKey())
        ? text + standard(identity, condition)
        : text + claim(identity, condition.key());
  }

  private static String standard(WebIdentity identity, TrustCondition condition) {
    if (!condition.operator().documented()) {
      return " has an operator that IAM does not document in this spelling";
    }
    var actual = condition.isOn(identity.subKey()) ? identity.sub() : identity.aud();
    var nearly = condition.values().stream().anyMatch(actual::equalsIgnoreCase);
    return ", and the token has " + actual + (nearly ? ", which differs in letter case" : "");
  }

  private static String claim(WebIdentity identity, String key) {
    return switch (identity.claim(key)) {
      case Claim.Present(var values) -> ", and the token has " + String.join(", ", values);
      case Claim.Absent _ -> " requires a key that the token does not have";
      case Claim.Unknown _ ->
          KnownIssuer.of(identity.issuerHostPath())
              .filter(issuer -> identity.claimName(key).filter(issuer::documents).isEmpty())
              .map(issuer -> " has a key that AWS does not document for " + issuer.title())
              .orElse(" depends on a claim of the token that is unknown");
    };
  }
}
