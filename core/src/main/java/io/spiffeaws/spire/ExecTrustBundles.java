package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.List;

/// Reads the trust bundle with `spire-server bundle show`, for servers that are reachable only
/// through a shell.
public final class ExecTrustBundles implements TrustBundles, X509Bundles {
  private final ExecSpireServer server;

  public ExecTrustBundles(ExecSpireServer server) {
    this.server = server;
  }

  @Override
  public List<JwtAuthority> jwtAuthorities() {
    return server.run(
        List.of("bundle", "show"),
        "",
        in -> ExecRegistrationEntries.items(in, "jwt_authorities", ExecTrustBundles::read));
  }

  @Override
  public List<BundleAuthority> x509Authorities() {
    return server.run(
        List.of("bundle", "show"),
        "",
        in -> ExecRegistrationEntries.items(in, "x509_authorities", ExecTrustBundles::readCa));
  }

  static BundleAuthority readCa(Json item) {
    var members = new JsonMembers(item);
    try {
      return BundleAuthority.parse(
          Base64.getDecoder().decode(members.text("asn1")), members.flag("tainted"));
    } catch (CertificateException | IllegalArgumentException e) {
      throw JsonMembers.malformed("the member \"asn1\" is not a certificate");
    }
  }

  static JwtAuthority read(Json item) {
    var members = new JsonMembers(item);
    return new JwtAuthority(
        members.text("key_id"),
        members.text("public_key"),
        EntryJson.time(Math.max(0, members.number("expires_at"))),
        members.flag("tainted"));
  }
}
