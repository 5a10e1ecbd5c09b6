package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.StatementSplit;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Optional;

/// Adds, removes and lists the subjects of a trust policy. Pure functions of the policy.
public final class SubjectEditor {
  private SubjectEditor() {}

  /// Allows a subject. It extends the condition on the subject of a statement that allows web
  /// identities of that provider and audience. It prefers a statement without conditions on the
  /// request (`aws:SourceIp`); for any other statement, the edit's reason says that it may deny the
  /// subject. A requested audience is the only one that the subject is allowed with. A pattern
  /// changes the statement's StringEquals to StringLike, because two operators on one key must both
  /// hold. If no statement fits, it adds one.
  ///
  /// @param restrict restrict statements without a condition on the subject to the added subject
  /// @throws ProblemException refused: `whole-trust-domain`, if a statement without a condition on
  ///   the subject allows every subject already; `denied-by-statement`, if a Deny statement
  ///   applies; `cannot-narrow`, if a statement cannot be restricted without affecting other
  ///   principals
  public static PolicyEdit addSub(
      TrustPolicy policy, ProviderAudience target, Subject subject, boolean restrict) {
    return SubjectAddition.to(policy, target, subject, restrict);
  }

  /// Removes a subject from every list of subjects of that provider (and audience, if given). A
  /// statement whose list is then empty is deleted for the provider, and stays for other principals
  /// that it names.
  ///
  /// @return a policy that may have no statement left, which IAM does not accept. [SubjectGrants]
  ///   shows which statements still allow the subject
  public static PolicyEdit removeSub(TrustPolicy policy, ProviderAudience target, Subject subject) {
    var edited = policy;
    var changed = false;
    for (var listing = listing(edited, target, subject);
        listing.isPresent();
        listing = listing(edited, target, subject)) {
      edited = without(edited, target, listing.get(), subject);
      changed = true;
    }
    return new PolicyEdit(edited, changed, changed ? "" : "not in the trust policy");
  }

  /// Replaces a subject wherever it is listed for the provider (and audience, if given). All other
  /// conditions of these statements stay.
  ///
  /// @param old the subject to replace, as written in the policy, in any form
  /// @return empty if the old subject is not listed
  /// @throws ProblemException refused: `audience-shared`, if the statement accepts other audiences
  ///   than the requested one
  static Optional<PolicyEdit> replaceSub(
      TrustPolicy policy, ProviderAudience target, String old, Subject subject) {
    var edited = policy;
    for (var statement : policy.statements()) {
      var replaced =
          listsFor(statement, target) ? replaced(statement, target, old, subject) : statement;
      if (!replaced.equals(statement)) {
        checkAudience(policy, statement, target, subject);
        edited = edited.with(replaced);
      }
    }
    return edited.equals(policy) ? Optional.empty() : Optional.of(PolicyEdit.changed(edited));
  }

  /// If an audience was requested, the subject must not get the statement's other ones.
  private static void checkAudience(
      TrustPolicy policy, TrustStatement statement, ProviderAudience target, Subject subject) {
    target
        .audience()
        .filter(audience ->
            !new SubjectStatements(policy, target, subject, audience)
                .acceptsOnlyThatAudience(statement))
        .ifPresent(audience -> {
          throw ProblemException.refused(
              "audience-shared",
              "%s accepts other audiences than %s, and %s would be allowed with them too"
                  .formatted(statement.title(), audience, subject),
              "leave out --audience to replace it for all of them");
        });
  }

  private static TrustStatement replaced(
      TrustStatement statement, ProviderAudience target, String old, Subject subject) {
    var edited = statement;
    for (var condition : statement.conditionsOn(target.subKey())) {
      if (lists(condition) && condition.values().contains(old)) {
        edited = replaced(edited, condition, old, subject);
      }
    }
    return edited;
  }

  /// The statement with a subject of a condition replaced. `StringLike` becomes `StringEquals` if
  /// no pattern is left.
  static TrustStatement replaced(
      TrustStatement statement, TrustCondition condition, String old, Subject subject) {
    var longer =
        condition.values().contains(subject.text())
            ? statement
            : statement.plusValue(condition, subject.text());
    var edited = longer.minusValue(condition, old);
    var on = edited.conditionsOn(condition.key());
    var exact = on.size() == 1 && on.getFirst().values().stream().noneMatch(Glob::isPattern);
    return exact && condition.spelled().equals("StringLike")
        ? edited.movedTo("StringEquals", condition)
        : edited;
  }

  /// The subjects that the policy lists, in its order.
  public static List<ListedSubject> subs(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .flatMap(statement ->
            statement.federated().stream()
                .flatMap(arn -> ProviderArn.find(arn).stream())
                .flatMap(provider -> listed(statement, provider).stream()))
        .toList();
  }

  /// Describes the statements that allow every ID of an issuer; empty if there are none.
  public static List<String> open(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .flatMap(statement ->
            statement.federated().stream()
                .flatMap(arn -> ProviderArn.find(arn).stream())
                .filter(provider -> statement.conditionsOn(provider.hostPath() + ":sub").isEmpty())
                .map(provider ->
                    "%s has no %s:sub, so it allows every ID of %s"
                        .formatted(statement.title(), provider.hostPath(), provider.url())))
        .toList();
  }

  private static List<ListedSubject> listed(TrustStatement statement, ProviderArn provider) {
    var audiences =
        statement.conditionsOn(provider.hostPath() + ":aud").stream()
            .filter(SubjectEditor::lists)
            .flatMap(condition -> condition.values().stream())
            .toList();
    return statement.conditionsOn(provider.hostPath() + ":sub").stream()
        .filter(SubjectEditor::lists)
        .flatMap(condition ->
            condition.values().stream()
                .map(sub ->
                    new ListedSubject(
                        sub,
                        condition.spelled(),
                        provider.text(),
                        audiences,
                        statement.index() + 1)))
        .toList();
  }

  /// Whether a condition lists subjects, in any letter case: whatever IAM may accept as a list is
  /// shown and can be removed.
  private static boolean lists(TrustCondition condition) {
    var operator = condition.operator();
    return operator.comparesText() && !operator.base().negated();
  }

  private static Optional<TrustStatement> listing(
      TrustPolicy policy, ProviderAudience target, Subject subject) {
    return policy.statements().stream()
        .filter(statement -> listsFor(statement, target, subject))
        .findFirst();
  }

  /// The statements that [#removeSub] edits for a requested audience although they accept other
  /// audiences too; none if no audience was requested.
  public static List<TrustStatement> sharedByAudiences(
      TrustPolicy policy, ProviderAudience target, Subject subject) {
    return target
        .audience()
        .map(audience -> new SubjectStatements(policy, target, subject, audience))
        .map(statements ->
            policy.statements().stream()
                .filter(statement -> listsFor(statement, target, subject))
                .filter(statement -> !statements.acceptsOnlyThatAudience(statement))
                .toList())
        .orElse(List.of());
  }

  /// Whether the statement lists the subject for that provider (and audience, if given).
  static boolean listsFor(TrustStatement statement, ProviderAudience target, Subject subject) {
    return listsFor(statement, target) && condition(statement, target, subject).isPresent();
  }

  private static boolean listsFor(TrustStatement statement, ProviderAudience target) {
    return statement.allows()
        && statement.federated().contains(target.provider().text())
        && accepts(statement, target);
  }

  private static boolean accepts(TrustStatement statement, ProviderAudience target) {
    return target
        .audience()
        .map(audience ->
            statement.conditionsOn(target.audKey()).stream()
                .filter(SubjectEditor::lists)
                .anyMatch(condition ->
                    condition.values().stream().anyMatch(aud -> Glob.covers(aud, audience))))
        .orElse(true);
  }

  private static Optional<TrustCondition> condition(
      TrustStatement statement, ProviderAudience target, Subject subject) {
    return statement.conditionsOn(target.subKey()).stream()
        .filter(SubjectEditor::lists)
        .filter(condition -> condition.values().contains(subject.text()))
        .findFirst();
  }

  private static TrustPolicy without(
      TrustPolicy policy, ProviderAudience target, TrustStatement statement, Subject subject) {
    var condition = condition(statement, target, subject).orElseThrow();
    return condition.values().stream().allMatch(subject.text()::equals)
        ? StatementSplit.without(policy, statement, target.provider())
        : policy.with(statement.minusValue(condition, subject.text()));
  }
}
