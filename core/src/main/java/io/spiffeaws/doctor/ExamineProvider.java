package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.CertificateFault;
import io.spiffeaws.oidc.IssuerFindings;
import io.spiffeaws.oidc.IssuerHandshake;
import io.spiffeaws.oidc.IssuerSpelling;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.Optional;
import java.util.function.Function;

/// Checks whether the role's account has an OIDC provider for the token's issuer, which accepts its
/// audience and has the thumbprint of the issuer's certificate.
public final class ExamineProvider {
  static final String PERMISSIONS =
      "requires iam:ListOpenIDConnectProviders and iam:GetOpenIDConnectProvider";

  private final CheckTrust trust;
  private final OidcProviders providers;
  private final Function<String, Optional<Role>> roles;

  /// Creates the checks.
  ///
  /// @param roles returns a role of the operator's account by name
  public ExamineProvider(
      CheckTrust trust, OidcProviders providers, Function<String, Optional<Role>> roles) {
    this.trust = trust;
    this.providers = providers;
    this.roles = roles;
  }

  void run(RoleArn role, Optional<JwtToken> token, DoctorReport report) {
    try {
      if (token.filter(ExamineToken::hasTrustClaims).isPresent()) {
        report.addAll(trust.provider(role.toString(), token.get()));
        thumbprint(role, token.get(), report);
      } else {
        report.skip(ExamineToken.noTrustClaims(token), "provider");
      }
      if (token.isPresent() && (report.failed("provider") || report.places().differ())) {
        places(role, token.get().issuer(), report);
      }
    } catch (ProblemException e) {
      if (!report.has("provider")) {
        report.add(DoctorReport.unreadable("provider", PERMISSIONS, e.problem()));
      }
    }
  }

  /// Notes how the account and the role name the issuer.
  ///
  /// @param issuer of the token; empty to note all
  private void places(RoleArn role, Optional<String> issuer, DoctorReport report) {
    providers.list().stream()
        .map(ProviderArn::url)
        .filter(url -> issuer.isEmpty() || IssuerSpelling.alike(url, issuer.get()))
        .forEach(url -> report.places().add(Place.PROVIDER, url));
    roles.apply(role.name()).stream()
        .flatMap(found -> found.trust().providers().stream())
        .forEach(arn -> report.places().add(Place.TRUST, arn.url()));
  }

  /// Compares the thumbprints of the provider with that of the issuer's certificates. AWS does so
  /// only if no public CA issued them (IAM, CreateOpenIDConnectProvider).
  private void thumbprint(RoleArn role, JwtToken token, DoctorReport report) {
    var shown =
        report
            .findings()
            .flatMap(IssuerFindings::keyServer)
            .filter(server -> !server.publicCa())
            .filter(server -> server.fault().filter(fault -> !fault.ofTrust()).isEmpty());
    var issuer = ExamineToken.issuer(token);
    if (shown.isPresent() && issuer.isPresent() && !report.failed("provider")) {
      providers
          .find(ProviderArn.of(role.partition(), role.account(), issuer.get()))
          .ifPresent(provider -> report.add(thumbprint(issuer.get(), provider, shown.get())));
    }
  }

  static Check thumbprint(
      IssuerUrl issuer, OidcProvider provider, IssuerHandshake.Inspection shown) {
    if (provider.thumbprints().stream().anyMatch(shown.thumbprint()::equalsIgnoreCase)) {
      return Check.good("thumbprint", shown.thumbprint() + ", that of the issuer's certificates");
    }
    return Check.bad(
        "thumbprint",
        "the OIDC provider has %s, but the issuer's certificates have the thumbprint %s"
            .formatted(
                provider.thumbprints().isEmpty()
                    ? "no thumbprint"
                    : "the thumbprint " + String.join(", ", provider.thumbprints()),
                shown.thumbprint()),
        TypedCommand.of(
                "to add it, run: spiffe-aws trust provider create %s --thumbprint %s",
                issuer,
                shown.fault().filter(CertificateFault::ofTrust).isPresent()
                    ? shown.thumbprint()
                    : "auto")
            + audience(provider));
  }

  /// The option that keeps the command from adding the default audience.
  private static String audience(OidcProvider provider) {
    return provider.audiences().contains(ProviderAudience.DEFAULT_AUDIENCE)
        ? ""
        : provider.audiences().stream()
            .findFirst()
            .map(audience -> TypedCommand.of(" --audience %s", audience))
            .orElse("");
  }
}
