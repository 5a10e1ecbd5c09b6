package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.kubernetes.Exposure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for how AWS reaches the issuer in a cluster.
public final class ExposureOptions {
  /// How the issuer is exposed.
  public enum Way {
    ingress,
    contour,
    acme
  }

  @Option(
      names = "--expose",
      paramLabel = "ingress|contour|acme",
      description = {"How AWS reaches the issuer", "[default: ingress]"})
  private Way way = Way.ingress;

  @Option(
      names = "--ingress-class",
      paramLabel = "NAME",
      description = {
        "Class of the ingress controller",
        "[default: nginx; with --expose contour: contour]"
      })
  private @Nullable String ingressClass;

  @Option(
      names = "--acme-email",
      paramLabel = "EMAIL",
      description = "E-mail address of the Let's Encrypt account; required with --expose acme")
  private @Nullable String email;

  @Option(
      names = "--acme-accept-terms",
      description = "Accept the terms of service of Let's Encrypt; required with --expose acme")
  private boolean termsAccepted;

  /// @param cache directory for the provider's own certificates
  /// @throws ProblemException malformed
  public Exposure exposure(String cache) {
    return switch (way) {
      case ingress -> new Exposure.Ingress(ingressClass("nginx"), Optional.ofNullable(email));
      case contour -> new Exposure.Contour(ingressClass("contour"), Optional.ofNullable(email));
      case acme -> own(cache);
    };
  }

  private String ingressClass(String otherwise) {
    return ingressClass == null ? otherwise : ingressClass;
  }

  private Exposure own(String cache) {
    if (email == null) {
      throw ProblemException.malformed(
          "usage", "--expose acme requires an account", "specify it with --acme-email");
    }
    return new Exposure.OwnAcme(ProviderListenerOptions.acme(email, termsAccepted, null, cache));
  }
}
