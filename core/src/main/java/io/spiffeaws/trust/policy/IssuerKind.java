package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.issuer.KnownIssuer;
import java.util.List;

/// Whether an issuer's subjects are SPIFFE IDs, based on its address and the subjects that a policy
/// lists for it.
public enum IssuerKind {
  /// The policy lists SPIFFE IDs.
  SPIFFE,
  /// The address is that of a known issuer, or the policy lists subjects of another form.
  OTHER,
  /// Neither the address nor the policy shows it.
  UNCLEAR;

  public static IssuerKind of(TrustPolicy policy, ProviderArn provider) {
    var key = provider.hostPath() + ":sub";
    return of(
        provider.hostPath(),
        policy.statements().stream()
            .flatMap(statement -> statement.conditionsOn(key).stream())
            .flatMap(condition -> condition.values().stream())
            .toList());
  }

  private static IssuerKind of(String hostPath, List<String> subjects) {
    if (KnownIssuer.of(hostPath).isPresent() || subjects.stream().anyMatch(IssuerKind::other)) {
      return OTHER;
    }
    return subjects.stream().anyMatch(subject -> subject.startsWith("spiffe://"))
        ? SPIFFE
        : UNCLEAR;
  }

  /// Auth0 and others separate the connection from the user by `|`.
  private static boolean other(String subject) {
    return subject.contains("|")
        || KnownIssuer.forms("").stream().anyMatch(form -> form.fits(subject));
  }
}
