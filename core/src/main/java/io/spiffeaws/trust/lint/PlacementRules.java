package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.StatementCorrection;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds a SPIFFE ID in the condition on `aud`, and an audience in the condition on `sub`. The fix
/// moves each to its place.
final class PlacementRules {
  private final LintSubject lintSubject;
  private final LintContext context;
  private final List<String> accepted;

  PlacementRules(LintSubject lintSubject, LintContext context) {
    this.lintSubject = lintSubject;
    this.context = context;
    this.accepted =
        context
            .providers()
            .audiences(lintSubject.provider())
            .orElse(List.of(ProviderAudience.DEFAULT_AUDIENCE));
  }

  Stream<Finding> findings() {
    var subjects = subjectsInAud();
    return Stream.concat(
        subjects.isEmpty() ? Stream.empty() : Stream.of(subjectInAud(subjects)),
        subjects.isEmpty() ? audiencesInSub().stream().map(this::audienceInSub) : Stream.empty());
  }

  /// The values on `sub` that are audiences.
  Set<String> audiencesInSub() {
    var found = new LinkedHashSet<>(lintSubject.values("sub"));
    found.removeIf(value -> Audience.isSpiffeId(value) || !isAudience(value));
    return found;
  }

  private boolean isAudience(String value) {
    return value.equals(ProviderAudience.DEFAULT_AUDIENCE) || accepted.contains(value);
  }

  /// The SPIFFE IDs on `aud`. A provider may accept an audience that is a SPIFFE ID; then it is one
  /// if the statement lists other subjects.
  private Set<String> subjectsInAud() {
    var subs = lintSubject.values("sub");
    var found = new LinkedHashSet<>(lintSubject.values("aud"));
    found.removeIf(value ->
        !Audience.isSpiffeId(value)
            || (accepted.contains(value) && !subs.isEmpty() && !subs.contains(value)));
    return found;
  }

  private Finding subjectInAud(Set<String> subjects) {
    var finding =
        lintSubject.finding(
            FindingCode.MISPLACED_SUBJECT,
            "has the SPIFFE ID %s on %s"
                .formatted(String.join(", ", subjects), lintSubject.key("aud")),
            lintSubject
                .fixCommands()
                .edit(
                    "move it to a condition on %s, and specify the audience on %s"
                        .formatted(lintSubject.key("sub"), lintSubject.key("aud"))));
    return moved(subjects)
        .map(statement ->
            new CorrectedStatement(lintSubject.policy(), context)
                .fixFor(finding, statement, lintSubject.provider()))
        .orElse(finding);
  }

  private Finding audienceInSub(String audience) {
    return lintSubject.finding(
        FindingCode.MISPLACED_AUDIENCE,
        "has the audience %s on %s".formatted(audience, lintSubject.key("sub")),
        lintSubject.fixCommands().replace(lintSubject.provider(), audience));
  }

  /// Returns the statement with both in their places, or empty if that needs a decision.
  private Optional<TrustStatement> moved(Set<String> subjects) {
    var auds = lintSubject.listing("aud");
    var subs = lintSubject.on("sub");
    if (auds.size() != 1 || subs.size() > 1 || !isPlain(auds) || !isPlain(subs)) {
      return Optional.empty();
    }
    var aud = auds.getFirst();
    var literal = aud.operator().base() == ConditionOperator.Base.STRING_EQUALS;
    if (literal && subjects.stream().anyMatch(Glob::isPattern)) {
      return Optional.empty();
    }
    return audience(subjects).map(audience -> moved(subjects, audience, aud, subs));
  }

  private static boolean isPlain(List<TrustCondition> conditions) {
    return conditions.stream().allMatch(condition -> condition.operator().listsExactly());
  }

  private TrustStatement moved(
      Set<String> subjects, List<String> audience, TrustCondition aud, List<TrustCondition> subs) {
    var statement = StatementCorrection.values(lintSubject.statement(), aud, audience);
    if (subs.isEmpty()) {
      return StatementCorrection.condition(
          statement, aud.spelled(), lintSubject.key("sub"), List.copyOf(subjects));
    }
    var all = new LinkedHashSet<>(subs.getFirst().values());
    all.removeAll(audiencesInSub());
    all.addAll(subjects);
    return StatementCorrection.values(statement, subs.getFirst(), List.copyOf(all));
  }

  /// The audiences after the fix: those that the statement names, else the only one that the
  /// provider accepts, else the default one.
  private Optional<List<String>> audience(Set<String> subjects) {
    var named = new ArrayList<>(lintSubject.values("aud"));
    named.removeAll(subjects);
    if (named.isEmpty()) {
      named.addAll(audiencesInSub());
    }
    if (!named.isEmpty()) {
      return Optional.of(named);
    }
    var usable = accepted.stream().filter(value -> !Audience.isSpiffeId(value)).toList();
    return usable.size() == 1
        ? Optional.of(usable)
        : Optional.of(List.of(ProviderAudience.DEFAULT_AUDIENCE)).filter(usable::containsAll);
  }
}
