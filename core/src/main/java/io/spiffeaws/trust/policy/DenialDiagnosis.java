package io.spiffeaws.trust.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Why a trust policy denies an identity: the mistake in the statement that was probably meant for
/// it. Pure function of policy and identity.
///
/// @param kind of the mistake
/// @param detail the values of policy and token and how they differ, in one line
/// @param replaceable the subject in the policy that is probably meant to be the identity's, if no
///   other token has it; or that is similar, so that the reader can decide
public record DenialDiagnosis(Kind kind, String detail, Optional<String> replaceable) {
  /// The kinds of mistakes.
  public enum Kind {
    /// A Deny statement, which overrides every Allow statement.
    DENY,
    /// The principal is similar to the provider.
    PRINCIPAL,
    /// The statement allows another action.
    ACTION,
    /// A condition key is misspelt.
    KEY,
    /// A SPIFFE ID is in the condition on the audience.
    MISPLACED_SUBJECT,
    /// An audience is in the condition on the subject.
    MISPLACED_AUDIENCE,
    /// A pattern is compared by `StringEquals`.
    WILDCARD,
    /// The subject is misspelt so that no token has it.
    MISSPELT_SUBJECT,
    /// The subject is similar, but may be another workload's.
    SIMILAR_SUBJECT,
    /// No statement accepts the audience.
    AUDIENCE,
    /// No statement lists the subject.
    SUBJECT;

    /// Whether the statement is corrected, so that no other statement is added for the identity.
    public boolean mistake() {
      return this != DENY && this != AUDIENCE && this != SUBJECT && this != SIMILAR_SUBJECT;
    }
  }

  /// Diagnoses a denial.
  ///
  /// @param policy that denies the identity
  public static DenialDiagnosis of(TrustPolicy policy, WebIdentity identity) {
    var reasons = String.join("; ", TrustDecision.decide(policy, identity).reasons());
    var cause = DenialCause.of(policy, identity);
    if (cause == DenialCause.DENY) {
      return new DenialDiagnosis(Kind.DENY, denied(policy, identity), Optional.empty());
    }
    var faults =
        policy.statements().stream()
            .filter(TrustStatement::allows)
            .flatMap(statement -> new StatementFault(policy, statement, identity).find().stream())
            .sorted(Comparator.comparing(fault -> !fault.relevant()))
            .toList();
    return chosen(faults, policy, identity)
        .map(fault -> new DenialDiagnosis(fault.kind(), fault.detail(), fault.replaceable()))
        .orElseGet(() ->
            new DenialDiagnosis(
                cause == DenialCause.AUDIENCE ? Kind.AUDIENCE : Kind.SUBJECT,
                reasons,
                Optional.empty()));
  }

  /// The mistake in a statement that mentions the subject; or any mistake, if no other statement
  /// can be extended.
  private static Optional<StatementFault.Fault> chosen(
      List<StatementFault.Fault> faults, TrustPolicy policy, WebIdentity identity) {
    var evaluation = new TrustEvaluation(policy, identity);
    var extensible =
        policy.statements().stream()
            .filter(TrustStatement::allows)
            .anyMatch(
                statement -> evaluation.holdsExceptSubject(statement) != TrustEvaluation.Holds.NO);
    return faults.stream().filter(fault -> fault.relevant() || !extensible).findFirst();
  }

  private static String denied(TrustPolicy policy, WebIdentity identity) {
    var evaluation = new TrustEvaluation(policy, identity);
    return policy.statements().stream()
        .filter(TrustStatement::denies)
        .filter(statement -> evaluation.holds(statement) == TrustEvaluation.Holds.YES)
        .findFirst()
        .map(statement ->
            "%s has the effect Deny, which overrides every Allow statement"
                .formatted(statement.title()))
        .orElse("a statement denies it");
  }
}
