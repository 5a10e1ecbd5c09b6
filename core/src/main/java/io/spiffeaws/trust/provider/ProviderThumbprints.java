package io.spiffeaws.trust.provider;

import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.OidcProviders;
import java.util.List;

/// The thumbprints of a provider, computed from the issuer's server if requested or required.
///
/// @param documents the issuer's documents, which name the server of its keys
/// @param certificates the certificates of that server
record ProviderThumbprints(IssuerDocuments documents, IssuerCertificates certificates) {
  /// Returns the thumbprints of a request.
  ///
  /// @throws ProblemException unreachable: the issuer, if one of them is `auto`
  List<String> of(CreateProvider.Request request) {
    return request.thumbprints().stream()
        .map(text -> text.equals(CreateProvider.Request.AUTO) ? computed(request.issuer()) : text)
        .distinct()
        .toList();
  }

  /// Returns the thumbprint of the issuer's server, for an IAM service that requires one.
  ///
  /// @throws ProblemException unreachable: the issuer; refused: its documents are another issuer's
  List<String> required(IssuerUrl issuer) {
    try {
      return List.of(computed(issuer));
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Unreachable unreachable) {
        throw ProblemException.unreachable(
            OidcProviders.THUMBPRINT_REQUIRED,
            "IAM requires a thumbprint for %s, which could not be computed: %s"
                .formatted(issuer, unreachable.message()),
            TypedCommand.of(
                "to specify it, run: spiffe-aws trust provider create %s --thumbprint HEX",
                issuer));
      }
      throw e;
    }
  }

  /// The warning about a thumbprint that was not requested.
  static String added(IssuerUrl issuer) {
    return "this IAM service requires a thumbprint: added that of the server of "
        + issuer
        + "; replace it if the server gets a certificate of another CA";
  }

  private String computed(IssuerUrl issuer) {
    return certificates.thumbprint(documents.discovery(issuer.text()).jwksUri());
  }
}
