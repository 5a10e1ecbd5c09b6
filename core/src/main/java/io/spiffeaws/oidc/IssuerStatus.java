package io.spiffeaws.oidc;

import io.spiffeaws.problem.ProblemException;
import java.net.URI;

/// The problem of a document that a web server answers with another status than 200: what the
/// status means for the servers that serve such documents. SPIRE's OIDC discovery provider answers
/// 400 for a host that its configuration does not name, 404 for another path, 500 while it has no
/// keys of the SPIRE server, and 501 if the SPIRE server has none (support/oidc-discovery-provider,
/// handler.go).
final class IssuerStatus {
  private IssuerStatus() {}

  static ProblemException problem(URI document, int status) {
    return ProblemException.unreachable(
        "issuer-not-serving",
        "cannot fetch %s: it answered HTTP %d%s".formatted(document, status, meaning(status)),
        WebServer.of(document.getHost()).hint(change(document, status)));
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400 -> ": the server does not accept this host";
      case 401, 403 -> ": it is not public";
      case 404, 410 -> ": it is not served at this host and path";
      case 421 -> ": another server is responsible for this host";
      case 429 -> ": too many requests";
      case 500 -> ": the OIDC discovery provider has no keys of the SPIRE server";
      case 501 -> ": the SPIRE server has no keys for JWT-SVIDs";
      case 502, 503, 504 -> ": the OIDC discovery provider behind it does not answer";
      default -> status / 100 == 3 ? ": it redirects, but not to an https URL" : "";
    };
  }

  private static String change(URI document, int status) {
    var host = document.getHost();
    return switch (status) {
      case 400 ->
          "add \"%s\" to domains in the OIDC discovery provider's configuration".formatted(host);
      case 401, 403 -> "serve %s to everyone, without login".formatted(document.getPath());
      case 404, 410 ->
          "serve %s; the OIDC discovery provider serves the hosts in domains and the paths below"
                  .formatted(document.getPath())
              + " server_path_prefix of its configuration";
      case 421 -> "serve %s there, or correct its DNS record".formatted(host);
      case 429 -> "allow AWS and this machine to fetch it at any time";
      case 500 ->
          "let the OIDC discovery provider reach the SPIRE server or agent: check that it runs, and"
              + " the address or socket_path in the provider's configuration (server_api,"
              + " workload_api) and the provider's log; to see what runs, run: systemctl status"
              + " 'spire*'";
      case 501 ->
          "check that the SPIRE server does not set disable_jwt_svids, and that trust_domain in the"
              + " OIDC discovery provider's configuration is right";
      case 502, 503, 504 ->
          "start the OIDC discovery provider, and check the address to which the web server"
              + " forwards; to see what runs, run: systemctl status 'spire*'";
      default ->
          status / 100 == 3
              ? "serve the document at " + document + " without a redirect"
              : "serve the document at " + document;
    };
  }
}
