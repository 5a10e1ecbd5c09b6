package io.spiffeaws.trust.subject;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.ProviderStatements;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;

/// A way in which a SPIFFE ID assumes a role: by a token of an OIDC provider, or by a certificate
/// that IAM Roles Anywhere checks against a trust anchor. A role can have both.
public sealed interface TrustWay {
  /// Allows a subject, as [SubjectEditor#addSub] and [AnchorEditor#addSub].
  PolicyEdit add(TrustPolicy policy, Subject subject, boolean restrict);

  /// Removes a subject, as [SubjectEditor#removeSub] and [AnchorEditor#removeSub].
  PolicyEdit remove(TrustPolicy policy, Subject subject);

  /// Replaces a subject, as [SubjectReplacement#of] and [AnchorEditor#replaceSub].
  PolicyEdit replace(TrustPolicy policy, String old, Subject subject, boolean restrict);

  /// A policy that allows exactly the subjects, in this way.
  TrustPolicy policy(List<Subject> subjects);

  /// Replaces the statements for this way by those of another policy.
  TrustPolicy replaced(TrustPolicy policy, TrustPolicy by);

  /// Decides whether a policy allows a subject in this way.
  TrustDecision decide(TrustPolicy policy, Subject subject);

  /// The partition of the provider or the anchor: `aws`, `aws-cn`, `aws-us-gov`.
  String partition();

  /// By a token.
  record Tokens(ProviderAudience target) implements TrustWay {
    /// The OIDC provider.
    public ProviderArn provider() {
      return target.provider();
    }

    private String audience() {
      return target.audience().orElse(ProviderAudience.DEFAULT_AUDIENCE);
    }

    @Override
    public PolicyEdit add(TrustPolicy policy, Subject subject, boolean restrict) {
      return SubjectEditor.addSub(policy, target, subject, restrict);
    }

    @Override
    public PolicyEdit remove(TrustPolicy policy, Subject subject) {
      return SubjectEditor.removeSub(policy, target, subject);
    }

    @Override
    public PolicyEdit replace(TrustPolicy policy, String old, Subject subject, boolean restrict) {
      return SubjectReplacement.of(policy, target, old, subject, restrict);
    }

    @Override
    public TrustPolicy policy(List<Subject> subjects) {
      return NewTrustPolicy.of(provider(), audience(), subjects);
    }

    @Override
    public TrustPolicy replaced(TrustPolicy policy, TrustPolicy by) {
      return ProviderStatements.replaced(policy, provider(), by);
    }

    @Override
    public TrustDecision decide(TrustPolicy policy, Subject subject) {
      return TrustDecision.decide(policy, target.identity(subject, audience()));
    }

    @Override
    public String partition() {
      return provider().partition();
    }
  }

  /// By a certificate.
  record Certificates(RolesAnywhereArn anchor) implements TrustWay {
    @Override
    public PolicyEdit add(TrustPolicy policy, Subject subject, boolean restrict) {
      return AnchorEditor.addSub(policy, anchor, subject, restrict);
    }

    @Override
    public PolicyEdit remove(TrustPolicy policy, Subject subject) {
      return AnchorEditor.removeSub(policy, anchor, subject);
    }

    @Override
    public PolicyEdit replace(TrustPolicy policy, String old, Subject subject, boolean restrict) {
      return AnchorEditor.replaceSub(policy, anchor, old, subject, restrict);
    }

    @Override
    public TrustPolicy policy(List<Subject> subjects) {
      subjects.forEach(AnchorAddition::checkTag);
      return RolesAnywhereStatements.policy(anchor, subjects);
    }

    @Override
    public TrustPolicy replaced(TrustPolicy policy, TrustPolicy by) {
      return RolesAnywhereStatements.replaced(policy, anchor, by);
    }

    @Override
    public TrustDecision decide(TrustPolicy policy, Subject subject) {
      return TrustDecision.decide(policy, RolesAnywhereSession.of(anchor, subject.text()));
    }

    @Override
    public String partition() {
      return anchor.partition();
    }
  }
}
