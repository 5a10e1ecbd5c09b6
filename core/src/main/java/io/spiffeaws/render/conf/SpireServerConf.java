package io.spiffeaws.render.conf;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.hcl.HclBody;
import io.spiffeaws.time.DurationText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The configuration file `server.conf` of a SPIRE server whose tokens AWS accepts (SPIRE,
/// doc/spire_server.md).
///
/// @param issuer exactly as in the tokens' `iss`; if empty, no tokens are issued for AWS
/// @param address an IP address that agents connect to
/// @param dataDirectory for keys and entries; must persist across restarts, otherwise the published
///   keys become invalid
/// @param socket of its API
/// @param jwtSvidTtl lifetime of tokens
/// @param caTtl lifetime of its signing keys; the next key is published before the current one
///   expires
/// @param rolesAnywhere the requirements of IAM Roles Anywhere; empty if it is not used
/// @param bundle where the server publishes its bundle for agents; if empty, agents get it by hand
public record SpireServerConf(
    String trustDomain,
    Optional<IssuerUrl> issuer,
    String address,
    int port,
    String dataDirectory,
    String socket,
    KeyType caKeyType,
    KeyType jwtKeyType,
    Duration x509SvidTtl,
    Duration jwtSvidTtl,
    Duration caTtl,
    Optional<RolesAnywhereCa> rolesAnywhere,
    ServerAttestor attestor,
    Optional<BundleConfigMap> bundle,
    HealthChecks health) {
  /// The address forms that both the JDK and SPIRE accept: four numbers, or IPv6 without brackets.
  private static final Pattern ADDRESS =
      Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  public SpireServerConf {
    checkAddress(address);
    Port.check(port);
    dataDirectory = ConfPath.directory(dataDirectory);
    socket = ConfPath.socket(socket);
    rolesAnywhere.ifPresent(it -> it.check(caTtl, x509SvidTtl));
  }

  /// Requires an IP address.
  ///
  /// @throws ProblemException malformed
  static void checkAddress(String address) {
    if (!isAddress(address)) {
      throw ProblemException.malformed(
          "malformed-address",
          "\"" + address + "\" is not an IP address, and a SPIRE server does not bind to names",
          "specify an address of this machine, or 0.0.0.0 for all");
    }
  }

  private static boolean isAddress(String text) {
    try {
      return ADDRESS.matcher(text).matches() && InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public RenderedFile file() {
    var file = new HclBody().block("server", this::server).block("plugins", this::plugins);
    health.write(file);
    return new RenderedFile("server.conf", file.text());
  }

  private void server(HclBody server) {
    server
        .set("bind_address", address)
        .set("bind_port", port)
        .set("socket_path", socket)
        .set("trust_domain", trustDomain)
        .set("data_dir", dataDirectory)
        .set("log_level", "INFO")
        .set("ca_key_type", caKeyType.word())
        .set("ca_ttl", DurationText.print(caTtl));
    issuer.ifPresent(url -> server.set("jwt_issuer", url.text()));
    server
        .set("jwt_key_type", jwtKeyType.word())
        .set("default_x509_svid_ttl", DurationText.print(x509SvidTtl))
        .set("default_jwt_svid_ttl", DurationText.print(jwtSvidTtl));
    rolesAnywhere.ifPresent(it -> it.write(server, trustDomain));
  }

  private void plugins(HclBody plugins) {
    plugins.block(
        "DataStore",
        "sql",
        it ->
            it.block(
                "plugin_data",
                data ->
                    data.set("database_type", "sqlite3")
                        .set("connection_string", dataDirectory + "/db.sqlite3")));
    attestor.write(plugins);
    plugins.block(
        "KeyManager",
        "disk",
        it -> it.block("plugin_data", data -> data.set("keys_path", dataDirectory + "/keys.json")));
    bundle.ifPresent(configMap -> configMap.write(plugins));
  }
}
