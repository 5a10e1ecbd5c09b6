package io.spiffeaws.trust.role;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.subject.AllSubjects;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.List;
import java.util.Optional;

/// Warns if a role requires an audience that its OIDC provider does not accept, so that STS denies
/// every token.
final class AudienceWarnings {
  private AudienceWarnings() {}

  /// The audiences with which a role already trusts one of the desired subjects.
  static List<String> trusted(Role role, DesiredRole desired) {
    var provider = desired.provider().map(ProviderArn::toString).orElse("");
    var subjects = desired.subjects().stream().map(Subject::text).toList();
    return AllSubjects.of(role.trust()).stream()
        .filter(listed -> listed.provider().equals(provider) && subjects.contains(listed.sub()))
        .flatMap(listed -> listed.audiences().stream())
        .distinct()
        .toList();
  }

  /// @param existing the provider; empty if it does not exist
  /// @param trusted audiences with which an existing role trusts the subjects
  static List<String> of(
      CreateRole.Request request,
      ProviderArn provider,
      Optional<OidcProvider> existing,
      List<String> trusted) {
    var audiences =
        request.audience().isEmpty() && !trusted.isEmpty()
            ? trusted
            : List.of(request.audience().orElse(ProviderAudience.DEFAULT_AUDIENCE));
    var accepted = existing.map(OidcProvider::audiences).orElse(audiences);
    if (audiences.stream().anyMatch(accepted::contains)) {
      return List.of();
    }
    var audience = audiences.getFirst();
    return List.of(
        "the OIDC provider of %s does not accept tokens with audience %s; "
                .formatted(provider.url(), audience)
            + TypedCommand.of(
                "to add it, run: spiffe-aws trust provider create %s --audience %s",
                provider.url(), audience));
  }
}
