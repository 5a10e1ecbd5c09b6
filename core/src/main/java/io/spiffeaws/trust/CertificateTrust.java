package io.spiffeaws.trust;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.lint.LintTrust;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.WayLookup;
import io.spiffeaws.trust.subject.AnchorEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks whether IAM Roles Anywhere could assume a role for an X509-SVID, and which condition
/// denies it. Makes no calls.
public final class CertificateTrust {
  private final Role role;
  private final RolesAnywhereArn anchor;
  private final String id;

  private CertificateTrust(Role role, RolesAnywhereArn anchor, String id) {
    this.role = role;
    this.anchor = anchor;
    this.id = id;
  }

  /// Checks account, session tag and trust policy.
  ///
  /// @param id the SPIFFE ID of the certificate
  public static List<Check> of(Role role, RolesAnywhereArn anchor, String id) {
    return new CertificateTrust(role, anchor, id).checks();
  }

  private List<Check> checks() {
    var checks = new ArrayList<Check>();
    checks.add(
        check("anchor", anchor.toString(), () -> WayLookup.checkAccount(anchor, role.arn())));
    checks.add(
        check("tag", "x509SAN/URI = " + id, () -> AnchorEditor.checkTag(Subject.asWritten(id))));
    checks.add(trust());
    return checks;
  }

  private static Check check(String name, String detail, Runnable rule) {
    try {
      rule.run();
      return Check.good(name, detail);
    } catch (ProblemException e) {
      return Check.bad(name, e.problem().message(), e.problem().hint());
    }
  }

  private Check trust() {
    return switch (decide(role.trust())) {
      case TrustDecision.Allowed(var reasons) -> Check.good("trust", String.join("; ", reasons));
      case TrustDecision.Denied(var reasons) ->
          Check.bad(
              "trust",
              "the trust policy of role %s does not allow %s by trust anchor %s: %s"
                  .formatted(role.name(), id, anchor, String.join("; ", reasons)),
              hint());
      case TrustDecision.Undecided(var reasons) ->
          Check.bad(
              "trust",
              "only IAM Roles Anywhere can decide: " + String.join("; ", reasons),
              TypedCommand.of(
                  "to ask it, run: spiffe-aws creds get --role %s --trust-anchor-arn %s"
                      + " --profile-arn ARN",
                  role.arn(), anchor));
    };
  }

  private TrustDecision decide(TrustPolicy policy) {
    return TrustDecision.decide(policy, RolesAnywhereSession.of(anchor, id));
  }

  /// The command that allows the ID. It is first applied to a copy of the policy.
  private String hint() {
    if (decide(LintTrust.fixed(role, AccountProviders.unknown())).allowed()) {
      return TypedCommand.of("to correct it, run: spiffe-aws trust lint %s --fix", role.name());
    }
    return added().filter(policy -> decide(policy).allowed()).isPresent()
        ? TypedCommand.of(
            "to allow it, run: spiffe-aws trust add-sub %s %s --trust-anchor-arn %s",
            role.name(), id, anchor)
        : TypedCommand.of("to print the policy, run: spiffe-aws trust role show %s", role.name());
  }

  private Optional<TrustPolicy> added() {
    try {
      return Optional.of(
          AnchorEditor.addSub(role.trust(), anchor, Subject.asWritten(id), false).policy());
    } catch (ProblemException denied) {
      return Optional.empty();
    }
  }
}
