package io.spiffeaws.trust.role;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.subject.ForeignTrustDomains;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import io.spiffeaws.trust.subject.SubjectGrants;
import io.spiffeaws.trust.subject.SubjectGrants.Grant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The warnings for an edit of what tokens of an OIDC provider allow.
final class GrantWarnings implements SubjectWarnings {
  private static final int LONGEST_SURE_SUBJECT = 255;

  private final Role role;
  private final ProviderAudience target;

  GrantWarnings(Role role, ProviderAudience target) {
    this.role = role;
    this.target = target;
  }

  @Override
  public List<String> added(TrustPolicy before, TrustPolicy after, Subject subject) {
    return gained(before, after, subject).stream().toList();
  }

  @Override
  public List<String> requested(Subject subject) {
    var warnings =
        new ArrayList<>(
            ForeignTrustDomains.warnings(
                List.of(subject), Optional.of(role.trust()), target.provider()));
    if (subject.text().length() > LONGEST_SURE_SUBJECT) {
      warnings.add(subject + " has more than 255 characters, which STS may not accept");
    }
    return warnings;
  }

  @Override
  public List<String> removed(TrustPolicy after, Subject subject) {
    var warnings = new ArrayList<>(remaining(after, subject));
    warnings.addAll(lost(subject));
    warnings.addAll(AnchorWarnings.ofOtherWay(role).remaining(after, subject));
    return warnings;
  }

  /// Warns of every grant that still allows a removed subject.
  List<String> remaining(TrustPolicy policy, Subject subject) {
    return SubjectGrants.of(policy, target, subject).stream()
        .map(grant ->
            "%s %s allowed with %s: %s"
                .formatted(
                    subject,
                    grant.certain() ? "is still" : "may still be",
                    SubjectGrants.words(grant.audiences()),
                    cause(grant, subject)))
        .toList();
  }

  /// Warns of new audiences that a subject is allowed with, if there are several and none was
  /// requested. A pattern counts as several, and so does a condition that names none.
  private Optional<String> gained(TrustPolicy before, TrustPolicy after, Subject subject) {
    var gained = difference(after, before, subject);
    return target.audience().isPresent() || !several(gained)
        ? Optional.empty()
        : Optional.of(
            "%s is allowed with %s; --audience chooses one"
                .formatted(subject, SubjectGrants.words(gained)));
  }

  private static boolean several(List<String> audiences) {
    return audiences.size() > 1
        || audiences.stream()
            .anyMatch(
                audience -> audience.equals(SubjectGrants.UNNAMED) || Glob.isPattern(audience));
  }

  /// Warns of statements that no longer allow a subject with audiences other than the requested
  /// one.
  private List<String> lost(Subject subject) {
    return SubjectEditor.sharedByAudiences(role.trust(), target, subject).stream()
        .map(statement ->
            "%s is also no longer allowed with the other audiences of %s"
                .formatted(subject, statement.title()))
        .toList();
  }

  /// The audiences that one policy may allow, without those that another certainly allows.
  private List<String> difference(TrustPolicy one, TrustPolicy other, Subject subject) {
    var audiences = new LinkedHashSet<String>();
    SubjectGrants.of(one, target, subject).forEach(grant -> audiences.addAll(grant.audiences()));
    SubjectGrants.of(other, target, subject).stream()
        .filter(Grant::certain)
        .forEach(grant -> audiences.removeAll(grant.audiences()));
    return List.copyOf(audiences);
  }

  private String cause(Grant grant, Subject subject) {
    var statement = grant.statement();
    var subjects = statement.conditionsOn(target.subKey());
    var listed =
        subjects.stream()
            .flatMap(condition -> condition.values().stream())
            .filter(value -> Glob.covers(value, subject.text()))
            .findFirst();
    if (listed.isPresent()) {
      return "%s lists %s; %s"
          .formatted(statement.title(), listed.get(), removal(grant, listed.get(), subject));
    }
    return subjects.isEmpty()
        ? "%s has no %s; %s".formatted(statement.title(), target.subKey(), lint())
        : "%s has %s %s; %s"
            .formatted(statement.title(), subjects.getFirst().spelled(), target.subKey(), lint());
  }

  private String removal(Grant grant, String listed, Subject subject) {
    if (!removable(grant.statement(), listed)) {
      return lint();
    }
    var audience =
        listed.equals(subject.text()) && grant.audiences().size() == 1
            ? TypedCommand.of(" --audience %s", grant.audiences().getFirst())
            : "";
    return TypedCommand.of(
            "to remove that, run: spiffe-aws trust remove-sub %s %s", role.name(), listed)
        + issuer()
        + audience;
  }

  /// Whether `trust remove-sub` can remove it.
  private boolean removable(TrustStatement statement, String listed) {
    return statement.federated().contains(target.provider().text())
        && SubjectEditor.removeSub(
                role.trust().only(statement),
                new ProviderAudience(target.provider(), Optional.empty()),
                Subject.asWritten(listed))
            .changed();
  }

  private String issuer() {
    return role.trust().providers().size() > 1 || RolesAnywhereStatements.trusted(role.trust())
        ? TypedCommand.of(" --issuer %s", target.provider().url())
        : "";
  }

  private String lint() {
    return TypedCommand.of("to see how to restrict it, run: spiffe-aws trust lint %s", role.name());
  }
}
