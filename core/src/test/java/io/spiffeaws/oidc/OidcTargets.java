package io.spiffeaws.oidc;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Fuzz targets: the parsers of this package.
public final class OidcTargets {
  private static final String ISSUER = "https://oidc.example.org";

  private OidcTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.answer(
            "discovery document",
            Form.JSON,
            bytes ->
                Discovery.parse(
                    URI.create(ISSUER), ISSUER, new String(bytes, StandardCharsets.UTF_8)),
            "{\"issuer\":\"https://oidc.example.org\",\"jwks_uri\":\"https://oidc.example.org/keys\","
                + "\"response_types_supported\":[\"id_token\"]}"),
        Target.answer(
            "JWKS",
            Form.JSON,
            bytes ->
                KeyRules.check(
                    new IssuerUrl("https://oidc.example.org"),
                    new String(bytes, StandardCharsets.UTF_8)),
            FuzzSamples.JWKS),
        Target.text(
            "issuer URL",
            text -> {
              var url = IssuerUrl.parse(text);
              url.hasPort();
              url.discoveryDocument();
            },
            ISSUER,
            "https://oidc.example.org:8443/a/b/"),
        Target.text(
            "connect-to",
            ConnectTo::parse,
            "oidc.example.org:443:127.0.0.1:8443",
            ":443:[::1]:8443,a:1:b:2"));
  }
}
