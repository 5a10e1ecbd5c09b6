package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.issuer.KnownIssuer;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.StatementSplit;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;

/// The automatic correction of a mistake for which a statement allows no token. The corrected
/// statement may allow tokens, so it must list subjects, none of them too wide, and its condition
/// on the audience must list audiences. Otherwise the correction needs a decision.
final class CorrectedStatement {
  private final TrustPolicy policy;
  private final LintContext context;

  CorrectedStatement(TrustPolicy policy, LintContext context) {
    this.policy = policy;
    this.context = context;
  }

  /// Returns the finding with the correction if it needs no decision, else unchanged.
  ///
  /// @param finding with a hint for the author of the policy
  /// @param corrected the statement at its index, not split
  Finding fix(Finding finding, TrustStatement corrected, ProviderArn provider) {
    return fix(finding, corrected, provider, policy.with(corrected));
  }

  /// As [#fix], if the correction is for one provider of the statement only.
  Finding fixFor(Finding finding, TrustStatement corrected, ProviderArn provider) {
    return fix(finding, corrected, provider, StatementSplit.edited(policy, corrected, provider));
  }

  private Finding fix(
      Finding finding, TrustStatement corrected, ProviderArn provider, TrustPolicy result) {
    return isRestricted(corrected, provider)
        ? finding.withHint(context.fixCommands().fix()).fixedBy(result)
        : finding;
  }

  /// Whether the statement allows no token of the provider, or only subjects that it lists.
  private boolean isRestricted(TrustStatement statement, ProviderArn provider) {
    var subject =
        new LintSubject(policy.with(statement), statement, provider, context.fixCommands());
    var listing = subject.listing("sub");
    return subject.denialReason().isPresent()
        || namesOnlySubjectsAsAudiences(subject)
        || (!subject.values("sub").isEmpty()
            && listing.stream().allMatch(condition -> isRestricted(condition, subject))
            && subject.on("aud").stream().allMatch(CorrectedStatement::listsAudiences));
  }

  /// Whether no token has an audience that it accepts, since these are SPIFFE IDs by mistake.
  private boolean namesOnlySubjectsAsAudiences(LintSubject subject) {
    var accepted = context.providers().audiences(subject.provider()).orElse(List.of());
    return !subject.values("aud").isEmpty()
        && subject.on("aud").stream().allMatch(CorrectedStatement::listsAudiences)
        && subject.values("aud").stream()
            .allMatch(value -> Audience.isSpiffeId(value) && !accepted.contains(value));
  }

  private static boolean listsAudiences(TrustCondition condition) {
    return condition.operator().listsExactly()
        && (condition.operator().base() == ConditionOperator.Base.STRING_EQUALS
            || condition.values().stream().noneMatch(Glob::isPattern));
  }

  private static boolean isRestricted(TrustCondition condition, LintSubject subject) {
    return condition.operator().listsExactly()
        && condition.values().stream()
            .allMatch(value ->
                !Glob.isPattern(value)
                    || condition.operator().base() == ConditionOperator.Base.STRING_EQUALS
                    || !isTooWide(value, subject));
  }

  private static boolean isTooWide(String pattern, LintSubject subject) {
    return subject.spiffe()
        ? SubjectShape.tooWide(pattern).isPresent()
        : SubjectShape.tooWide(pattern, KnownIssuer.forms(subject.provider().hostPath()))
            .isPresent();
  }
}
