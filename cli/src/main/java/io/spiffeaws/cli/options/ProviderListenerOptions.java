package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.conf.ProviderListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for the listener of the OIDC discovery provider: one of four kinds.
public final class ProviderListenerOptions {
  @Option(
      names = "--listen-socket",
      paramLabel = "PATH",
      description = {
        "Socket for a web server on this host that terminates TLS",
        "[default: /run/spire/oidc/api.sock, unless another listener is specified]"
      })
  private @Nullable String socket;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Plain HTTP address, such as :8080, for an ingress that terminates TLS")
  private @Nullable String plain;

  @Option(
      names = "--acme-email",
      paramLabel = "EMAIL",
      description = "Serve HTTPS on port 443 with ACME certificates for this account")
  private @Nullable String email;

  @Option(
      names = "--acme-accept-terms",
      description = "Accept the terms of service of the ACME service; required for ACME")
  private boolean termsAccepted;

  @Option(
      names = "--acme-directory",
      paramLabel = "URL",
      description = {"Directory URL of the ACME service", "[default: Let's Encrypt]"})
  private @Nullable String acmeDirectory;

  @Option(
      names = "--acme-cache",
      paramLabel = "DIR",
      description = {"Directory for certificates and their keys", "[default: /var/lib/spire/oidc]"})
  private String acmeCache = "/var/lib/spire/oidc";

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Serve HTTPS on port 443 with this certificate and --key")
  private @Nullable String certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Private key of --cert")
  private @Nullable String key;

  /// @throws ProblemException malformed, if there are several, or an incomplete one
  public ProviderListener listener() {
    var ways = ways();
    if (ways.size() > 1) {
      throw ProblemException.malformed(
          "usage",
          "--listen-socket, --listen, --acme-email and --cert exclude each other",
          "specify one of them");
    }
    return ways.isEmpty()
        ? new ProviderListener.Socket("/run/spire/oidc/api.sock")
        : ways.getFirst();
  }

  private List<ProviderListener> ways() {
    var ways = new ArrayList<ProviderListener>();
    if (socket != null) {
      ways.add(new ProviderListener.Socket(socket));
    }
    if (plain != null) {
      ways.add(new ProviderListener.Plain(plain));
    }
    if (email != null) {
      ways.add(acme(email, termsAccepted, acmeDirectory, acmeCache));
    }
    if (certificate != null || key != null) {
      ways.add(certificate(certificate, key));
    }
    return ways;
  }

  /// @throws ProblemException malformed, if the terms are not accepted
  public static ProviderListener.Acme acme(
      String email, boolean termsAccepted, @Nullable String directory, String cache) {
    if (!termsAccepted) {
      throw ProblemException.malformed(
          "terms-not-accepted",
          "an ACME service requires that its terms of service are accepted",
          "to accept them, add --acme-accept-terms");
    }
    return new ProviderListener.Acme(email, Optional.ofNullable(directory), cache);
  }

  private static ProviderListener certificate(@Nullable String certificate, @Nullable String key) {
    if (certificate == null || key == null) {
      throw ProblemException.malformed(
          "usage", "--cert and --key require each other", "specify both");
    }
    return new ProviderListener.Certificate(certificate, key, ":443");
  }
}
