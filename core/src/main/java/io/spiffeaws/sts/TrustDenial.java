package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.lint.LintTrust;
import io.spiffeaws.trust.policy.DenialDiagnosis;
import io.spiffeaws.trust.policy.DenialDiagnosis.Kind;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import io.spiffeaws.trust.subject.SubjectReplacement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Explains why a role's trust policy denies an identity, with the command that corrects it. Each
/// command is first applied to a copy of the policy, and proposed only if the copy allows the
/// identity. A mistake is corrected in its statement; a statement is added only if there is none.
final class TrustDenial {
  private final WebIdentity identity;
  private final Role role;
  private final AccountProviders account;
  private final DenialDiagnosis diagnosis;

  private TrustDenial(WebIdentity identity, Role role, AccountProviders account) {
    this.identity = identity;
    this.role = role;
    this.account = account;
    this.diagnosis = DenialDiagnosis.of(role.trust(), identity);
  }

  /// Returns the problem.
  ///
  /// @param role whose trust policy denies the identity
  /// @param account the providers of its account, as far as they can be read
  static Problem of(WebIdentity identity, Role role, AccountProviders account) {
    return new TrustDenial(identity, role, account).problem();
  }

  private Problem problem() {
    var policy = "the trust policy of role " + role.name();
    return switch (diagnosis.kind()) {
      case DENY ->
          refused(
              "denied-by-statement",
              policy + " denies " + identity.sub() + ": " + diagnosis.detail(),
              "to print the policy, run: spiffe-aws trust role show %s; to allow the ID, remove or"
                      .formatted(role.name())
                  + " change the Deny statement");
      case AUDIENCE ->
          refused(
              "audience-not-trusted",
              policy + " does not allow the audience " + identity.aud() + ": " + diagnosis.detail(),
              provided() ? audienceHint() : shown());
      default ->
          refused(
              "subject-not-trusted",
              policy + " does not allow " + identity.sub() + ": " + diagnosis.detail(),
              provided() ? hint() : shown());
    };
  }

  /// Whether a provider of the token's issuer can exist.
  private boolean provided() {
    return ProviderArn.find(identity.providerArn()).isPresent();
  }

  /// The audience of the policy if the provider accepts it, else the correction of the policy.
  private String audienceHint() {
    var usable = AudienceAgreement.of(role.trust(), identity, account);
    return usable
        .map(AudienceAgreement::specify)
        .or(this::corrected)
        .or(this::added)
        .orElseGet(this::shown);
  }

  private String hint() {
    return corrected()
        .or(this::replaced)
        .or(this::correctedAndAdded)
        .or(this::added)
        .map(command -> command + alternative())
        .orElseGet(this::shown);
  }

  private Optional<String> corrected() {
    return Optional.of(fixed())
        .filter(policy -> diagnosis.kind().mistake() || diagnosis.kind() == Kind.AUDIENCE)
        .filter(this::allows)
        .map(_ -> "to correct it, run: " + lint());
  }

  /// Replaces the subject that no token has.
  private Optional<String> replaced() {
    return diagnosis
        .replaceable()
        .filter(_ -> diagnosis.kind().mistake())
        .filter(old -> allows(edited(target -> replacement(target, old))))
        .map(old -> "to replace it, run: " + replacing(old));
  }

  /// A statement with a mistake that does not list the subject either.
  private Optional<String> correctedAndAdded() {
    var corrected = fixed();
    return Optional.of(corrected)
        .filter(_ -> diagnosis.kind().mistake() && !corrected.equals(role.trust()))
        .filter(_ -> allows(edited(target -> addition(corrected, target))))
        .map(_ ->
            "to correct it, run: %s; then to allow the identity, run: %s".formatted(lint(), add()));
  }

  private Optional<String> added() {
    if (allows(edited(target -> addition(role.trust(), target)))) {
      return Optional.of("to allow it, run: " + add());
    }
    var exact = new ProviderAudience(provider(), Optional.of(identity.aud()));
    return allows(edit(() -> addition(role.trust(), exact)))
        ? Optional.of(
            "to allow it, run: " + add() + TypedCommand.of(" --audience %s", identity.aud()))
        : Optional.empty();
  }

  /// A similar subject may be another workload's, so only the reader can decide to remove it.
  private String alternative() {
    return diagnosis.kind() == Kind.SIMILAR_SUBJECT
        ? diagnosis
            .replaceable()
            .map(old -> "; if \"%s\" is a mistake, replace it: %s".formatted(old, replacing(old)))
            .orElse("")
        : "";
  }

  private String shown() {
    return "to print the policy, run: spiffe-aws trust role show " + role.name();
  }

  private String lint() {
    return TypedCommand.of("spiffe-aws trust lint %s --fix", role.name());
  }

  private String add() {
    return TypedCommand.of("spiffe-aws trust add-sub %s %s", role.name(), identity.sub())
        + issuer();
  }

  private String replacing(String old) {
    return TypedCommand.of(
            "spiffe-aws trust add-sub %s %s --in-place-of %s", role.name(), identity.sub(), old)
        + issuer();
  }

  private String issuer() {
    return role.trust().providers().equals(List.of(provider()))
        ? ""
        : TypedCommand.of(" --issuer %s", "https://" + identity.issuerHostPath());
  }

  private TrustPolicy fixed() {
    return LintTrust.fixed(role, account);
  }

  private boolean allows(TrustPolicy policy) {
    return !(TrustDecision.decide(policy, identity) instanceof TrustDecision.Denied);
  }

  private ProviderArn provider() {
    return new ProviderArn(identity.providerArn());
  }

  private TrustPolicy edited(Function<ProviderAudience, TrustPolicy> edit) {
    return edit(() -> edit.apply(new ProviderAudience(provider(), Optional.empty())));
  }

  /// The edited policy; unchanged if the command would fail.
  private TrustPolicy edit(Supplier<TrustPolicy> edit) {
    try {
      return edit.get();
    } catch (ProblemException refused) {
      return role.trust();
    }
  }

  private TrustPolicy replacement(ProviderAudience target, String old) {
    return SubjectReplacement.of(role.trust(), target, old, subject(), false).policy();
  }

  private TrustPolicy addition(TrustPolicy policy, ProviderAudience target) {
    return SubjectEditor.addSub(policy, target, subject(), false).policy();
  }

  private Subject subject() {
    return Subject.asWritten(identity.sub());
  }

  private static Problem refused(String code, String message, String hint) {
    return new Problem.Refused(code, message, hint);
  }
}
