package io.spiffeaws.oidc;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.oidc.IssuerSpelling.Named;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import io.spiffeaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
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
            ":443:[::1]:8443,a:1:b:2"),
        Target.text(
            "spelling of an issuer", OidcTargets::spelling, ISSUER, "http://oidc.example.org:443/"),
        Target.answer(
            "certificate of an issuer", OidcTargets::certificate, FuzzSamples.bytes("svid.der")));
  }

  private static void spelling(String text) {
    for (var place : Place.values()) {
      IssuerSpelling.of(List.of(new Named(Place.TOKEN, ISSUER), new Named(place, text)))
          .ifPresent(found -> found.wrongAt(place));
      IssuerSpelling.of(List.of(new Named(Place.TOKEN, text), new Named(place, ISSUER)));
    }
  }

  /// In both places of a chain.
  private static void certificate(byte[] der) {
    try {
      var sent =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      var other = FuzzSamples.certificate();
      var now = other.getNotBefore().toInstant();
      for (var chain : List.of(List.of(sent, other), List.of(other, sent), List.of(sent))) {
        for (var trusted : new boolean[] {true, false}) {
          CertificateFault.of(
              chain, "oidc.example.org", now, new CertificateFault.Trust(trusted, false));
        }
      }
    } catch (CertificateException e) {
      throw ProblemException.unreachable("unreadable", "unreadable", ""); // as of TLS
    }
  }
}
