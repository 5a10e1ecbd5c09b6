package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.issuer.KnownIssuer;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.MisspelledKey;
import io.spiffeaws.trust.policy.StatementCorrection;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Checks whether tokens of the provider have the condition keys of one statement. The result is
/// certain only for SPIRE's issuers.
final class KeyRules {
  private final LintSubject lintSubject;
  private final LintContext context;
  private final Optional<KnownIssuer> issuer;

  KeyRules(LintSubject lintSubject, LintContext context) {
    this.lintSubject = lintSubject;
    this.context = context;
    this.issuer = KnownIssuer.of(lintSubject.provider().hostPath());
  }

  Stream<Finding> findings() {
    return lintSubject.statement().conditions().stream()
        .filter(condition -> !ofTheRequest(condition.key().toLowerCase(Locale.ROOT)))
        .flatMap(condition -> finding(condition).stream());
  }

  private static boolean ofTheRequest(String key) {
    return key.isEmpty() || key.startsWith("aws:") || key.startsWith("sts:");
  }

  private Optional<Finding> finding(TrustCondition condition) {
    var prefix = lintSubject.key("");
    var key = condition.key();
    if (!key.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return ofAnotherProvider(key)
          ? Optional.empty()
          : Optional.of(corrected(dead(FindingCode.WRONG_KEY, condition), condition));
    }
    var name = key.substring(prefix.length()).toLowerCase(Locale.ROOT);
    if (issuer.filter(known -> known.documents(name)).isEmpty()
        && MisspelledKey.claim(key, lintSubject.provider().hostPath()).isPresent()) {
      return Optional.of(corrected(dead(FindingCode.WRONG_KEY, condition), condition));
    }
    if (lintSubject.lacks(name)) {
      return Optional.of(dead(FindingCode.UNKNOWN_KEY, condition));
    }
    return issuer
        .filter(known -> !known.documents(name))
        .map(known -> undocumented(condition, known));
  }

  /// Whether the key belongs to another provider that the statement names.
  private boolean ofAnotherProvider(String key) {
    var colon = key.lastIndexOf(':');
    var prefix = colon < 0 ? "" : key.substring(0, colon);
    return lintSubject.statement().federated().stream().anyMatch(arn -> arn.endsWith("/" + prefix));
  }

  private Finding dead(FindingCode code, TrustCondition condition) {
    var effect =
        passesWithout(condition) ? "which excludes no token" : "so the statement allows no token";
    return lintSubject.finding(
        code,
        "has %s on %s, %s".formatted(condition.spelled(), condition.key(), effect),
        lintSubject
            .fixCommands()
            .edit(
                "use conditions on %s and %s"
                    .formatted(lintSubject.key("sub"), lintSubject.key("aud"))));
  }

  /// Renames a misspelt key, unless it may be the key of another provider of the account.
  private Finding corrected(Finding finding, TrustCondition condition) {
    var statement = lintSubject.statement();
    var host = lintSubject.provider().hostPath();
    return MisspelledKey.claim(condition.key(), host)
        .map(claim -> byValues(condition, claim))
        .filter(_ -> statement.federated().size() == 1 && !isOfAccount(condition.key()))
        .filter(claim -> lintSubject.on(claim).isEmpty())
        .map(claim ->
            new CorrectedStatement(lintSubject.policy(), context)
                .fixFor(
                    finding,
                    StatementCorrection.key(statement, condition, lintSubject.key(claim)),
                    lintSubject.provider()))
        .orElse(finding);
  }

  /// A SPIFFE ID is a subject, whatever the key is.
  private static String byValues(TrustCondition condition, String claim) {
    if (condition.values().isEmpty()) {
      return claim;
    }
    if (condition.values().stream().allMatch(Audience::isSpiffeId)) {
      return "sub";
    }
    return condition.values().stream().allMatch(ProviderAudience.DEFAULT_AUDIENCE::equals)
        ? "aud"
        : claim;
  }

  private boolean isOfAccount(String key) {
    var prefix = MisspelledKey.prefix(key).orElse("");
    return context.providers().all().orElse(List.of()).stream()
        .filter(arn -> !arn.equals(lintSubject.provider()))
        .anyMatch(arn -> arn.hostPath().equals(prefix));
  }

  private Finding undocumented(TrustCondition condition, KnownIssuer known) {
    return lintSubject.finding(
        FindingCode.UNDOCUMENTED_KEY,
        "has %s on %s, which AWS does not document for %s"
            .formatted(condition.spelled(), condition.key(), known.title()),
        lintSubject
            .fixCommands()
            .edit("use a key that AWS documents: " + String.join(", ", documented(known))));
  }

  private static List<String> documented(KnownIssuer known) {
    return Stream.concat(Stream.of("sub", "aud"), known.keys().stream()).toList();
  }

  private static boolean passesWithout(TrustCondition condition) {
    var operator = condition.operator();
    return operator.base() == ConditionOperator.Base.NULL
        ? condition.values().stream().anyMatch("true"::equalsIgnoreCase)
        : operator.ifExists()
            || operator.forAll()
            || (operator.base().negated() && !operator.forAny());
  }
}
