package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.ProviderArn;
import io.spiffeaws.trust.StatementSplit;
import io.spiffeaws.trust.TrustCondition;
import io.spiffeaws.trust.TrustDecision;
import io.spiffeaws.trust.TrustPolicy;
import io.spiffeaws.trust.TrustStatement;
import io.spiffeaws.trust.TrustTarget;
import io.spiffeaws.trust.WebIdentity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one statement says of one provider.
record Place(TrustPolicy policy, TrustStatement statement, ProviderArn provider, Advice advice) {
  /// A subject that nobody names.
  private static final String STRANGER = "spiffe://stranger.invalid/nobody-names-it";

  /// The usual audience, and one that nobody names.
  private static final List<String> AUDIENCES =
      List.of(TrustTarget.DEFAULT_AUDIENCE, "stranger.invalid");

  String key(String name) {
    return provider.hostPath() + ":" + name;
  }

  List<TrustCondition> on(String name) {
    return statement.conditionsOn(key(name));
  }

  /// The conditions that list whom or what they let in, in whatever spelling.
  List<TrustCondition> listing(String name) {
    return on(name).stream()
        .filter(condition -> condition.operator().comparesText())
        .filter(condition -> !condition.operator().base().negated())
        .toList();
  }

  List<String> values(String name) {
    return listing(name).stream().flatMap(condition -> condition.values().stream()).toList();
  }

  /// Whether the issuer's subjects are SPIFFE IDs, by all that the policy says of it.
  boolean spiffe() {
    var named =
        policy.statements().stream()
            .flatMap(each -> each.conditionsOn(key("sub")).stream())
            .flatMap(condition -> condition.values().stream())
            .toList();
    return IssuerKind.spiffe(provider.hostPath(), named);
  }

  /// Why the statement lets nobody of that provider in; empty where it lets in somebody.
  Optional<String> nobody() {
    var subjects = values("sub").isEmpty() ? List.of(STRANGER) : values("sub");
    return subjects.stream().anyMatch(subject -> refused(subject).isEmpty())
        ? Optional.empty()
        : refused(subjects.getFirst());
  }

  /// Why the statement does not let that subject in, with whatever audience.
  Optional<String> refused(String subject) {
    return refused(policy.only(statement), subject);
  }

  /// Why the policy does not.
  Optional<String> refusedByAll(String subject) {
    return refused(policy, subject);
  }

  private Optional<String> refused(TrustPolicy by, String subject) {
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
        by, new WebIdentity(provider.text(), provider.hostPath(), subject, aud));
  }

  Finding finding(FindingCode code, String detail, String hint) {
    return Finding.of(code, statement, detail, hint);
  }

  /// A finding that needs no decision. The statement stays as it is for other principals.
  Finding fixable(FindingCode code, String detail, TrustStatement narrowed) {
    return finding(code, detail, advice.fix())
        .narrowedTo(StatementSplit.edited(policy, narrowed, provider));
  }
}
