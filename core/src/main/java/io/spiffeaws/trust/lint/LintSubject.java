package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.issuer.Claim;
import io.spiffeaws.trust.issuer.TokenClaims;
import io.spiffeaws.trust.policy.IssuerKind;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.StatementSplit;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One statement of a policy, checked for one of its providers.
record LintSubject(
    TrustPolicy policy, TrustStatement statement, ProviderArn provider, FixCommands fixCommands) {
  /// A subject that no policy lists.
  private static final String UNLISTED = "spiffe://unlisted.invalid/workload";

  /// The default audience, and one that no policy lists.
  private static final List<String> AUDIENCES =
      List.of(ProviderAudience.DEFAULT_AUDIENCE, "unlisted.invalid");

  String key(String name) {
    return provider.hostPath() + ":" + name;
  }

  List<TrustCondition> on(String name) {
    return statement.conditionsOn(key(name));
  }

  /// The conditions that list allowed values, in any spelling.
  List<TrustCondition> listing(String name) {
    return on(name).stream()
        .filter(condition -> condition.operator().comparesText())
        .filter(condition -> !condition.operator().base().negated())
        .toList();
  }

  List<String> values(String name) {
    return listing(name).stream().flatMap(condition -> condition.values().stream()).toList();
  }

  /// Whether the issuer's subjects may be SPIFFE IDs.
  boolean spiffe() {
    return kind() != IssuerKind.OTHER;
  }

  private IssuerKind kind() {
    return IssuerKind.of(policy, provider);
  }

  /// Whether it is certain that no token of the provider has that key.
  ///
  /// @param name without the issuer's prefix
  boolean lacks(String name) {
    return !name.equals("sub")
        && !name.equals("aud")
        && claims(ProviderAudience.DEFAULT_AUDIENCE).find(name) instanceof Claim.Absent;
  }

  private TokenClaims claims(String audience) {
    return kind() == IssuerKind.SPIFFE ? TokenClaims.ofSvid(audience) : TokenClaims.unknown();
  }

  /// Returns why the statement allows no token of the provider, or empty if it allows one.
  Optional<String> denialReason() {
    var subjects = values("sub").isEmpty() ? List.of(UNLISTED) : values("sub");
    return subjects.stream().anyMatch(subject -> denialReason(subject).isEmpty())
        ? Optional.empty()
        : denialReason(subjects.getFirst());
  }

  /// Returns why the statement denies the subject with every audience, or empty if it allows it.
  Optional<String> denialReason(String subject) {
    return denialReason(policy.only(statement), subject);
  }

  /// Returns why the whole policy denies the subject, or empty if it allows it.
  Optional<String> policyDenialReason(String subject) {
    return denialReason(policy, subject);
  }

  private Optional<String> denialReason(TrustPolicy by, String subject) {
    var decisions =
        Stream.concat(values("aud").stream(), AUDIENCES.stream())
            .map(aud -> decision(by, subject, aud))
            .toList();
    return decisions.stream().allMatch(TrustDecision.Denied.class::isInstance)
        ? Optional.of(String.join("; ", decisions.getFirst().reasons()))
        : Optional.empty();
  }

  private TrustDecision decision(TrustPolicy by, String subject, String aud) {
    return TrustDecision.decide(
        by, new WebIdentity(provider.text(), provider.hostPath(), subject, aud, claims(aud)));
  }

  Finding finding(FindingCode code, String detail, String hint) {
    return Finding.of(code, statement, detail, hint);
  }

  /// A finding that can be fixed automatically. The statement is not changed for other principals.
  Finding fixable(FindingCode code, String detail, TrustStatement fixed) {
    return finding(code, detail, fixCommands.fix())
        .fixedBy(StatementSplit.edited(policy, fixed, provider));
  }
}
