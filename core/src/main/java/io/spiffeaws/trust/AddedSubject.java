package io.spiffeaws.trust;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.TrustEvaluation.Holds;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lets one subject more into a policy: afterwards STS lets it in, nobody else more than before,
/// and all else in the policy keeps its meaning.
///
/// So rather a statement is extended whose other conditions surely hold. Where there is only one
/// that asks the request for more (`aws:SourceIp`, `sts:RoleSessionName`), the subject is put in
/// there and the edit says that it may be refused all the same: its author fenced the role in, and
/// a statement without that would be a hole in the fence.
final class AddedSubject {
  private final TrustPolicy policy;
  private final TrustTarget target;
  private final TrustSubject subject;
  private final String audience;

  private AddedSubject(
      TrustPolicy policy, TrustTarget target, TrustSubject subject, String audience) {
    this.policy = policy;
    this.target = target;
    this.subject = subject;
    this.audience = audience;
  }

  static TrustEdit to(
      TrustPolicy policy, TrustTarget target, TrustSubject subject, boolean narrow) {
    return of(policy, target, subject).edit(narrow);
  }

  private static AddedSubject of(TrustPolicy policy, TrustTarget target, TrustSubject subject) {
    return with(policy, target, subject, audience(policy, target, subject));
  }

  /// The audience that was asked for, else the usual one where a statement takes it, else that of
  /// the first statement that could be edited, or could but for what it asks of the request.
  private static String audience(TrustPolicy policy, TrustTarget target, TrustSubject subject) {
    return target
        .audience()
        .orElseGet(() -> {
          var usual = with(policy, target, subject, TrustTarget.DEFAULT_AUDIENCE);
          return usual.fitting().isPresent() || !usual.open().isEmpty()
              ? TrustTarget.DEFAULT_AUDIENCE
              : others(policy, target)
                  .filter(aud -> with(policy, target, subject, aud).fitting().isPresent())
                  .findFirst()
                  .orElseGet(() -> ofRestricting(usual));
        });
  }

  private static String ofRestricting(AddedSubject usual) {
    return usual.restricting().isPresent()
        ? usual.audience
        : others(usual.policy, usual.target)
            .filter(aud ->
                with(usual.policy, usual.target, usual.subject, aud).restricting().isPresent())
            .findFirst()
            .orElse(usual.audience);
  }

  private static AddedSubject with(
      TrustPolicy policy, TrustTarget target, TrustSubject subject, String audience) {
    return new AddedSubject(policy, target, subject, audience);
  }

  private static Stream<String> others(TrustPolicy policy, TrustTarget target) {
    return policy.statements().stream()
        .flatMap(statement -> statement.conditionsOn(target.audKey()).stream())
        .filter(condition -> condition.operator().listsExactly())
        .flatMap(condition -> condition.values().stream())
        .filter(aud -> !Glob.isPattern(aud));
  }

  private TrustEdit edit(boolean narrow) {
    var open = open();
    if (!open.isEmpty()) {
      return narrowed(open, narrow);
    }
    checkDeny();
    if (TrustDecision.decide(policy, identity()) instanceof TrustDecision.Allowed allowed) {
      return TrustEdit.unchanged(policy, reason(allowed));
    }
    var listing = surelyFitting().filter(this::covers).findFirst();
    if (listing.isPresent()) {
      return TrustEdit.unchanged(policy, "already trusted by " + listing.get().title());
    }
    return fitting()
        .map(this::extended)
        .or(() -> restricting().map(this::fencedIn))
        .orElseGet(() ->
            TrustEdit.changed(
                policy.plus(TrustStatement.letting(target.provider(), audience, subject))));
  }

  private TrustEdit fencedIn(TrustStatement statement) {
    var mayRefuse =
        "listed by %s, which may refuse it all the same: %s"
            .formatted(statement.title(), evaluation().openQuestion(statement));
    return covers(statement)
        ? TrustEdit.unchanged(policy, mayRefuse)
        : new TrustEdit(extended(statement).policy(), true, mayRefuse);
  }

  /// Whether the statement lists the subject already.
  private boolean covers(TrustStatement statement) {
    return sub(statement).values().stream()
        .anyMatch(value ->
            likes(statement) ? Glob.covers(value, subject.text()) : value.equals(subject.text()));
  }

  private String reason(TrustDecision.Allowed allowed) {
    var listed =
        allowing().stream()
            .flatMap(statement -> statement.conditionsOn(target.subKey()).stream())
            .anyMatch(condition -> condition.values().contains(subject.text()));
    return listed
        ? "already trusted"
        : "already let in without being listed: " + String.join("; ", allowed.reasons());
  }

  /// Statements that let in whoever the issuer vouches for.
  private List<TrustStatement> open() {
    return allowing().stream()
        .filter(statement -> statement.conditionsOn(target.subKey()).isEmpty())
        .filter(this::isOpen)
        .toList();
  }

  private boolean isOpen(TrustStatement statement) {
    return switch (evaluation().holds(statement)) {
      case YES -> true;
      case UNKNOWN -> statement.federated().contains(target.provider().text());
      case NO -> false;
    };
  }

  private TrustEdit narrowed(List<TrustStatement> open, boolean narrow) {
    var provider = List.of(target.provider().text());
    var first = open.getFirst();
    if (!narrow) {
      throw ProblemException.refused(
          "whole-trust-domain",
          first.title()
              + " of the trust policy has no "
              + target.subKey()
              + ", so it already lets in every ID of "
              + target.provider().url(),
          "put the condition in with --narrow: only the IDs named then are let in by it");
    }
    if (!open.stream().allMatch(statement -> statement.federated().equals(provider))) {
      throw ProblemException.refused(
          "cannot-narrow",
          first.title()
              + " trusts others too, who would be locked out by a condition on "
              + target.subKey(),
          "split the statement by hand, so that the provider has one of its own");
    }
    if (!open.stream().allMatch(TrustStatement::documented)) {
      throw ProblemException.refused(
          "cannot-narrow",
          first.title() + " has an operator that IAM does not document in this spelling",
          "spell its operators as IAM does, as in StringEquals");
    }
    var operator = subject.pattern() ? "StringLike" : "StringEquals";
    var edited = policy;
    for (var statement : open) {
      edited = edited.with(statement.plusCondition(operator, target.subKey(), subject.text()));
    }
    return TrustEdit.changed(edited);
  }

  private void checkDeny() {
    policy.statements().stream()
        .filter(TrustStatement::denies)
        .filter(statement -> evaluation().holds(statement) == Holds.YES)
        .findFirst()
        .ifPresent(statement -> {
          throw ProblemException.refused(
              "denied-by-statement",
              statement.title()
                  + " of the trust policy denies "
                  + subject
                  + ", and no other statement can let it in",
              "change that statement first, if the ID is to be let in");
        });
  }

  /// The statement to edit: for a pattern rather one that has patterns.
  private Optional<TrustStatement> fitting() {
    return surelyFitting()
        .min(Comparator.comparingInt(statement -> subject.pattern() && !likes(statement) ? 1 : 0));
  }

  private Stream<TrustStatement> surelyFitting() {
    return allowing().stream()
        .filter(this::fits)
        .filter(statement -> evaluation().holdsButForSubject(statement) == Holds.YES);
  }

  /// A statement that would fit if it asked for nothing that only the request tells; where there
  /// are several, rather one that lists the subject.
  private Optional<TrustStatement> restricting() {
    return allowing().stream()
        .filter(this::fits)
        .filter(statement -> evaluation().holdsButForSubject(statement) == Holds.UNKNOWN)
        .min(Comparator.comparingInt(statement -> covers(statement) ? 0 : 1));
  }

  private boolean fits(TrustStatement statement) {
    var subs = statement.conditionsOn(target.subKey());
    return subs.size() == 1
        && statement.documented()
        && subs.getFirst().operator().listsExactly()
        && statement.federated().contains(target.provider().text())
        && audienceFits(statement)
        && (likes(statement) || !subject.pattern() || staysExact(subs.getFirst()));
  }

  /// Where an audience was asked for, the statement must ask for it too: one without would let the
  /// subject in with any.
  private boolean audienceFits(TrustStatement statement) {
    return target.audience().isEmpty() || !statement.conditionsOn(target.audKey()).isEmpty();
  }

  /// A value that holds `*` or `?` matches no SPIFFE ID under StringEquals, and would become a
  /// pattern under StringLike.
  private static boolean staysExact(TrustCondition condition) {
    return condition.values().stream().noneMatch(Glob::isPattern);
  }

  private boolean likes(TrustStatement statement) {
    return sub(statement).operator().base() == ConditionOperator.Base.STRING_LIKE;
  }

  private TrustCondition sub(TrustStatement statement) {
    return statement.conditionsOn(target.subKey()).getFirst();
  }

  private TrustEdit extended(TrustStatement statement) {
    var longer = statement.plusValue(sub(statement), subject.text());
    return TrustEdit.changed(
        policy.with(
            subject.pattern() && !likes(statement)
                ? longer.movedTo("StringLike", sub(longer))
                : longer));
  }

  private List<TrustStatement> allowing() {
    return policy.statements().stream().filter(TrustStatement::allows).toList();
  }

  private TrustEvaluation evaluation() {
    return new TrustEvaluation(policy, identity());
  }

  private WebIdentity identity() {
    return target.identity(subject, audience);
  }
}
