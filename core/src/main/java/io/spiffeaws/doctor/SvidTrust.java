package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.CertificateNames;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.trust.CertificateTrust;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.workload.X509Svid;
import java.util.Optional;

/// Evaluates the trust policy of a role for an X509-SVID.
///
/// @param requested the specified session name
/// @param profile empty if it cannot be read
record SvidTrust(
    RolesAnywhereTarget target,
    X509Svid svid,
    Optional<SessionName> requested,
    Optional<RolesAnywhereProfile> profile) {
  Check check(Role role) {
    return switch (TrustDecision.decide(role.trust(), session())) {
      case TrustDecision.Allowed(var reasons) -> Check.good("trust", String.join("; ", reasons));
      case TrustDecision.Denied(var reasons) ->
          Check.bad(
              "trust",
              "the trust policy of role %s does not allow %s: %s"
                  .formatted(role.name(), svid.spiffeId(), String.join("; ", reasons)),
              hint(role));
      case TrustDecision.Undecided(var reasons) ->
          Check.skipped("trust", "only the exchange can decide: " + String.join("; ", reasons), "");
    };
  }

  private String hint(Role role) {
    return CertificateTrust.of(role, target.anchor(), svid.spiffeId().toString()).stream()
        .filter(check -> check.name().equals("trust") && check.failed())
        .map(Check::hint)
        .filter(hint -> !hint.contains("creds get"))
        .findFirst()
        .orElseGet(() ->
            TypedCommand.of(
                "to print the policy, run: spiffe-aws trust role show %s; then correct this condition",
                role.name()));
  }

  private RolesAnywhereSession session() {
    var names = new CertificateNames(svid.chain().getFirst());
    var session =
        RolesAnywhereSession.of(target.anchor(), svid.spiffeId().toString())
            .withTags(names.tags(), false)
            .withSourceIdentity(names.sourceIdentity());
    return requested
        .map(SessionName::text)
        .or(() -> profile.map(found -> unspecified(found, names)))
        .map(session::withSessionName)
        .orElse(session);
  }

  /// The session name if none is specified.
  private String unspecified(RolesAnywhereProfile found, CertificateNames names) {
    return found.settings().acceptsSessionName()
        ? SessionName.of(svid.spiffeId().toString()).text()
        : names.serialNumber();
  }
}
