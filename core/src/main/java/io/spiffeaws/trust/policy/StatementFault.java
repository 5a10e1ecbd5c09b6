package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.policy.DenialDiagnosis.Kind;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the mistake for which one Allow statement does not allow an identity.
final class StatementFault {
  private final TrustStatement statement;
  private final WebIdentity identity;
  private final TrustEvaluation evaluation;

  StatementFault(TrustPolicy policy, TrustStatement statement, WebIdentity identity) {
    this.statement = statement;
    this.identity = identity;
    this.evaluation = new TrustEvaluation(policy, identity);
  }

  /// A mistake.
  ///
  /// @param relevant whether the statement was certainly meant for the identity
  record Fault(Kind kind, String detail, Optional<String> replaceable, boolean relevant) {}

  /// Returns the first mistake in the order of the evaluation; empty if the statement is for
  /// another provider or subject.
  Optional<Fault> find() {
    return principal().or(this::action).or(this::key).or(this::placement).or(this::subject);
  }

  private Optional<Fault> principal() {
    if (statement.federated().contains(identity.providerArn())) {
      return Optional.empty();
    }
    var provider = ProviderArn.find(identity.providerArn());
    var listed =
        Stream.concat(
            statement.principals("AWS").stream().map(name -> new Named("AWS", name)),
            statement.federated().stream().map(name -> new Named("Federated", name)));
    return provider.flatMap(arn -> listed.flatMap(named -> principal(named, arn)).findFirst());
  }

  private record Named(String kind, String principal) {}

  private Stream<Fault> principal(Named named, ProviderArn arn) {
    if (named.kind().equals("AWS") && named.principal().equals(arn.text())) {
      return Stream.of(
          fault(
              Kind.PRINCIPAL,
              "names the provider %s under AWS, but IAM accepts it only under Federated"
                  .formatted(arn)));
    }
    return MisspelledProvider.difference(named.principal(), arn).stream()
        .map(difference ->
            fault(
                Kind.PRINCIPAL,
                "has the principal %s, and the token's provider is %s: they differ in %s"
                    .formatted(named.principal(), arn, difference)));
  }

  private Optional<Fault> action() {
    var document = statement.document();
    return !statement.federated().contains(identity.providerArn())
            || document.get("NotAction").isPresent()
            || statement.allowsAction(TrustStatement.WEB_IDENTITY_ACTION)
        ? Optional.empty()
        : Optional.of(
            fault(
                Kind.ACTION,
                "allows %s, and a token needs %s"
                    .formatted(
                        String.join(", ", statement.actions()),
                        TrustStatement.WEB_IDENTITY_ACTION)));
  }

  private Optional<Fault> key() {
    return isForProvider()
        ? statement.conditions().stream().flatMap(condition -> key(condition).stream()).findFirst()
        : Optional.empty();
  }

  private Optional<Fault> key(TrustCondition condition) {
    return MisspelledKey.claim(condition.key(), identity.issuerHostPath())
        .filter(_ -> evaluation.holds(condition) != Holds.YES)
        .map(claim ->
            fault(
                Kind.KEY,
                "has a condition on the key %s, and the token has the keys %s and %s"
                    .formatted(condition.key(), identity.subKey(), identity.audKey())));
  }

  private Optional<Fault> placement() {
    if (!isForProvider()) {
      return Optional.empty();
    }
    var subjects = failing(identity.audKey()).filter(Audience::isSpiffeId).toList();
    if (subjects.isEmpty()) {
      return failing(identity.subKey())
          .filter(value -> value.equals(identity.aud()))
          .findFirst()
          .map(value ->
              new Fault(
                  Kind.MISPLACED_AUDIENCE,
                  "%s has the audience %s on %s, and the token has the subject %s"
                      .formatted(statement.title(), value, identity.subKey(), identity.sub()),
                  Optional.of(value),
                  true));
    }
    return Optional.of(fault(Kind.MISPLACED_SUBJECT, placement(subjects)));
  }

  private String placement(List<String> subjects) {
    var subs = statement.conditionsOn(identity.subKey());
    var values = subs.stream().flatMap(condition -> condition.values().stream()).toList();
    var others =
        subs.isEmpty()
            ? "no condition on " + identity.subKey()
            : "%s on %s".formatted(String.join(", ", values), identity.subKey());
    return "has the SPIFFE ID %s on %s, and %s; the token has the audience %s and the subject %s"
        .formatted(
            String.join(", ", subjects), identity.audKey(), others, identity.aud(), identity.sub());
  }

  private Optional<Fault> subject() {
    return isForProvider()
        ? statement.conditionsOn(identity.subKey()).stream()
            .filter(condition -> evaluation.holds(condition) == Holds.NO)
            .flatMap(condition ->
                condition.values().stream().flatMap(value -> subject(condition, value).stream()))
            .findFirst()
        : Optional.empty();
  }

  private Optional<Fault> subject(TrustCondition condition, String value) {
    if (condition.operator().base().negated()) {
      return Optional.empty();
    }
    if (Glob.isPattern(value)) {
      return Glob.covers(value, identity.sub())
          ? Optional.of(
              new Fault(
                  Kind.WILDCARD,
                  "%s has %s under %s, which compares * and ? literally; the token has %s"
                      .formatted(statement.title(), value, condition.spelled(), identity.sub()),
                  Optional.of(value),
                  true))
          : Optional.empty();
    }
    return SubjectDifference.of(value, identity.sub())
        .map(near ->
            new Fault(
                near.neverMatches() ? Kind.MISSPELT_SUBJECT : Kind.SIMILAR_SUBJECT,
                "%s has \"%s\", and the token has \"%s\": they differ in %s"
                    .formatted(statement.title(), value, identity.sub(), near.difference()),
                Optional.of(value),
                true));
  }

  private boolean isForProvider() {
    return statement.federated().contains(identity.providerArn());
  }

  /// The values of the conditions on a key that do not hold.
  private Stream<String> failing(String key) {
    return statement.conditionsOn(key).stream()
        .filter(condition -> evaluation.holds(condition) == Holds.NO)
        .filter(condition -> !condition.operator().base().negated())
        .flatMap(condition -> condition.values().stream());
  }

  private Fault fault(Kind kind, String detail) {
    return new Fault(kind, statement.title() + " " + detail, Optional.empty(), mentionsSubject());
  }

  private boolean mentionsSubject() {
    return statement.conditions().stream()
        .flatMap(condition -> condition.values().stream())
        .anyMatch(value ->
            Glob.covers(value, identity.sub())
                || SubjectDifference.of(value, identity.sub()).isPresent());
  }
}
