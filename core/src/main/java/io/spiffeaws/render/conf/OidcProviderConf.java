package io.spiffeaws.render.conf;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.hcl.HclBody;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// `oidc-discovery-provider.conf` (SPIRE, support/oidc-discovery-provider/README.md).
///
/// @param issuer its host is the only one that the provider answers to, its path what it answers
///   below
/// @param healthPort where it says that it is alive and ready
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
              + " has an IP address for its host, which the provider does not take",
          "give it a name in DNS, which is in the tokens' iss and in jwt_issuer too");
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
