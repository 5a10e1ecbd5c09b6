package io.spiffeaws.trust;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/// Deletes the OIDC provider of an issuer. Roles that trust it stay, and let nobody in through it.
public final class DeleteProvider {
  private final OidcProviders providers;
  private final Roles roles;

  public DeleteProvider(OidcProviders providers, Roles roles) {
    this.providers = providers;
    this.roles = roles;
  }

  /// A provider that is not there is as asked. Roles that trust it are a warning, and so is that
  /// the caller may not list roles.
  public TrustOutcome run(IssuerUrl issuer, boolean dryRun) {
    var arn = providers.ofIssuer(issuer);
    var warnings = arn.map(this::trusting).orElse(List.of());
    if (arn.isPresent() && !dryRun) {
      providers.delete(arn.get());
    }
    return new TrustOutcome(new Changes(List.of(change(issuer, arn)), dryRun), warnings);
  }

  private static Change change(IssuerUrl issuer, Optional<ProviderArn> arn) {
    return new Change(
        Change.Kind.OIDC_PROVIDER,
        issuer.text(),
        arn.isPresent() ? Change.Action.DELETED : Change.Action.UNCHANGED,
        arn.map(ProviderArn::text).orElse(null),
        arn.isPresent() ? "" : "there is no such provider");
  }

  private List<String> trusting(ProviderArn arn) {
    try {
      var trusting = roles.trusting(arn);
      return trusting.isEmpty()
          ? List.of()
          : List.of(
              "roles that trust it let nobody in through it then: " + String.join(", ", trusting));
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Refused refused) {
        return List.of("it could not be seen whether roles trust it: " + refused.message());
      }
      throw e;
    }
  }
}
