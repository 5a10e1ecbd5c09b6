package io.spiffeaws.render.conf;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.hcl.HclBody;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The configuration file `oidc-discovery-provider.conf` (SPIRE,
/// support/oidc-discovery-provider/README.md).
///
/// @param issuer its host is the only one that the provider serves; its path is the prefix of the
///   served paths
/// @param healthPort for health checks
public record OidcProviderConf(
    IssuerUrl issuer, ProviderListener listener, ProviderKeys keys, int healthPort) {
  private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*]|\\d+(\\.\\d+){3}");

  public OidcProviderConf {
    Port.check(healthPort);
    if (IP_ADDRESS.matcher(IssuerLocation.of(issuer).host()).matches()) {
      throw ProblemException.malformed(
          "issuer-by-address",
          "the issuer "
              + issuer
              + " has an IP address as its host, which the OIDC discovery provider does not accept",
          "use a DNS name, also in jwt_issuer of the SPIRE server");
    }
  }

  public RenderedFile file() {
    var place = IssuerLocation.of(issuer);
    var file =
        new HclBody()
            .set("log_level", "INFO")
            .set("domains", List.of(place.host().toLowerCase(Locale.ROOT)))
            .set("jwt_issuer", issuer.text())
            .set("jwks_uri", IssuerLocation.keysUrl(issuer));
    if (!place.path().isEmpty()) {
      file.set("server_path_prefix", place.path());
    }
    file.set("set_key_use", true);
    listener.write(file);
    keys.write(file);
    file.block("health_checks", it -> it.set("bind_port", healthPort));
    return new RenderedFile("oidc-discovery-provider.conf", file.text());
  }
}
