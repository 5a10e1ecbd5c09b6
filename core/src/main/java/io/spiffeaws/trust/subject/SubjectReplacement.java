package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.Optional;

/// Replaces a subject by another one that the policy allows afterwards. If neither the old nor the
/// new subject is listed, the new one is added by [SubjectEditor#addSub].
public final class SubjectReplacement {
  private final TrustPolicy before;
  private final ProviderAudience target;
  private final Subject subject;
  private final boolean restrict;

  private SubjectReplacement(
      TrustPolicy before, ProviderAudience target, Subject subject, boolean restrict) {
    this.before = before;
    this.target = target;
    this.subject = subject;
    this.restrict = restrict;
  }

  /// Replaces a subject.
  ///
  /// @param old the subject to replace, as written in the policy, in any form
  /// @throws io.spiffeaws.problem.ProblemException as described at [SubjectEditor#replaceSub] and
  ///   [SubjectEditor#addSub]
  public static PolicyEdit of(
      TrustPolicy policy, ProviderAudience target, String old, Subject subject, boolean restrict) {
    var replaced =
        SubjectEditor.replaceSub(policy, target, old, subject)
            .map(PolicyEdit::policy)
            .orElse(policy);
    return new SubjectReplacement(policy, target, subject, restrict).allowing(replaced);
  }

  private PolicyEdit allowing(TrustPolicy replaced) {
    var listing = isOpen(replaced) ? Optional.<SubjectGrants.Grant>empty() : listing(replaced);
    return listing
        .map(grant -> edit(replaced, reason(replaced, grant)))
        .orElseGet(() -> {
          var added = SubjectEditor.addSub(replaced, target, subject, restrict);
          return edit(added.policy(), added.reason());
        });
  }

  private PolicyEdit edit(TrustPolicy after, String reason) {
    return new PolicyEdit(after, !after.equals(before), reason);
  }

  private boolean isOpen(TrustPolicy policy) {
    var audience = AudienceChoice.of(policy, target, subject);
    return !new SubjectStatements(policy, target, subject, audience).open().isEmpty();
  }

  /// The grant of a statement that lists the subject, preferably one that is certain. It may be for
  /// another audience than the one that an addition would choose.
  private Optional<SubjectGrants.Grant> listing(TrustPolicy policy) {
    var listing =
        SubjectGrants.of(policy, target, subject).stream()
            .filter(grant -> SubjectEditor.listsFor(grant.statement(), target, subject))
            .filter(grant -> target.audience().map(grant.audiences()::contains).orElse(true))
            .toList();
    return listing.stream()
        .filter(SubjectGrants.Grant::certain)
        .findFirst()
        .or(() -> listing.stream().findFirst());
  }

  private String reason(TrustPolicy policy, SubjectGrants.Grant grant) {
    if (!grant.certain()) {
      return SubjectAddition.doubt(
          new SubjectStatements(policy, target, subject, grant.audiences().getFirst()),
          grant.statement());
    }
    return policy.equals(before)
        ? "already trusted with " + SubjectGrants.words(grant.audiences())
        : "";
  }
}
