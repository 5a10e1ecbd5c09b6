package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.Optional;

/// The problem of an audience that the OIDC provider does not accept. The token, the provider and
/// the trust policy each name one: if two of them agree, the third is wrong.
final class AudienceMismatch {
  private AudienceMismatch() {}

  /// Returns the problem, or empty if the provider accepts the audience.
  ///
  /// @param role the role, if it can be read
  static Optional<Problem> find(WebIdentity identity, OidcProvider provider, Optional<Role> role) {
    return provider.audiences().contains(identity.aud())
        ? Optional.empty()
        : Optional.of(
            new Problem.Refused(
                ExchangeRejection.WRONG_AUDIENCE.code(),
                "the OIDC provider does not accept the token's audience %s; it accepts %s"
                        .formatted(identity.aud(), String.join(", ", provider.audiences()))
                    + inPolicy(identity, role),
                hint(identity, provider, role)));
  }

  private static String inPolicy(WebIdentity identity, Optional<Role> role) {
    return role.filter(found -> !AudienceAgreement.audiences(found.trust(), identity).isEmpty())
        .map(found ->
            ", and the trust policy of role %s allows %s"
                .formatted(
                    found.name(),
                    String.join(", ", AudienceAgreement.audiences(found.trust(), identity))))
        .orElse("");
  }

  private static String hint(WebIdentity identity, OidcProvider provider, Optional<Role> role) {
    var agreed =
        role.flatMap(found -> AudienceAgreement.of(found.trust(), identity, provider.audiences()));
    if (agreed.isPresent()) {
      return AudienceAgreement.specify(agreed.get());
    }
    var asked =
        role.filter(
            found -> AudienceAgreement.audiences(found.trust(), identity).contains(identity.aud()));
    var usable =
        provider.audiences().stream()
            .filter(audience -> !Audience.isSpiffeId(audience))
            .findFirst();
    if (asked.isPresent() || usable.isEmpty()) {
      return acceptance(identity, provider);
    }
    return AudienceAgreement.specify(usable.get())
        + (role.isPresent() || Audience.isSpiffeId(identity.aud())
            ? ""
            : "; if the trust policy requires %s, %s"
                .formatted(identity.aud(), acceptance(identity, provider)));
  }

  private static String acceptance(WebIdentity identity, OidcProvider provider) {
    return TypedCommand.of(
        "to accept it, run: spiffe-aws trust provider create %s --audience %s",
        provider.url(), identity.aud());
  }
}
