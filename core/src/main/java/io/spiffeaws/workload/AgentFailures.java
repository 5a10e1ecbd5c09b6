package io.spiffeaws.workload;

import io.spiffeaws.problem.Problem;
import java.util.List;
import java.util.regex.Pattern;

/// Translates an agent's errors about itself and its server into problems, with the agent's text in
/// parentheses. It recognizes the texts of SPIRE 1.15: `pkg/agent/endpoints`, `pkg/agent/client`,
/// `pkg/server/api/svid`, `pkg/server/api/middleware`, grpc-go and Go's network libraries.
final class AgentFailures {
  /// What the agent does when an error occurs, and gRPC's words for its kind.
  private static final Pattern NOISE =
      Pattern.compile(
          "(could not fetch JWT-SVID|failed to fetch JWT SVID|unable to renew JWT for \"[^\"]*\""
              + "|connection error|transport|Error while dialing|rpc error)(:| \\(err=)\\s*"
              + "|code = \\w+ |desc = |\"(?=transport)");

  private static final List<Kind> KINDS =
      List.of(
          kind(
              "entry not found or not authorized",
              "agent-behind",
              "the SPIFFE agent still has an entry that was deleted or replaced on its server"
                  + " (usually for 5 seconds)",
              "to wait for the agent, add --wait 15s"),
          kind(
              "JWT functionality is disabled",
              "jwt-svids-disabled",
              "the SPIRE server issues no JWT-SVIDs, which AWS requires",
              "remove disable_jwt_svids from the server's configuration, and restart the server"),
          kind(
              "authorization denied for method|agent \"[^\"]*\" (is banned|is not attested|SVID is"
                  + " expired|expected to have serial)",
              "agent-not-accepted",
              "the SPIRE server does not accept the SPIFFE agent any more: it was evicted or banned,"
                  + " or has to attest again",
              "let the agent attest again: start it, for a join token with a new one from"
                  + " spire-server token generate"),
          kind(
              "rate limit|rate \\(\\d+\\) exceeds",
              "agent-throttles",
              "the SPIFFE agent or its server limits the rate of requests",
              "run the command again after some seconds"),
          kind(
              "workload attestation failed|existence of the original caller",
              "caller-not-attested",
              "the SPIFFE agent could not determine which process is calling",
              "run the agent as root in the host's PID namespace (hostPID: true in Kubernetes), and"
                  + " check its log for the attestor that failed"),
          kind(
              "certificate has expired or is not yet valid",
              "agent-failed",
              "the SPIFFE agent rejects the SPIRE server's certificate as expired or not yet valid",
              "compare the clocks of both machines"),
          kind(
              "unknown authority|could not verify leaf certificate|unexpected trust domain",
              "agent-failed",
              "the SPIFFE agent does not trust the SPIRE server's certificate",
              "check that the agent belongs to this server, and give it the server's present bundle"
                  + " (trust_bundle_path), from: spire-server bundle show"),
          kind(
              "remote error: tls",
              "agent-failed",
              "the SPIRE server rejects the certificate of the SPIFFE agent",
              "let the agent attest again: restart it, and compare the clocks of both machines"),
          kind(
              "Error while dialing|connection error|connection refused|no such host|i/o timeout"
                  + "|unreachable|no route to host|reading from server: EOF",
              "agent-failed",
              "the SPIFFE agent cannot reach the SPIRE server",
              "start the SPIRE server, or correct server_address and server_port in the agent's"
                  + " configuration"),
          kind(
              "deadline exceeded|context canceled",
              "agent-failed",
              "the SPIRE server did not answer the SPIFFE agent in time",
              "check the server with: spire-server healthcheck"),
          kind(
              "failed to sign JWT-SVID",
              "agent-failed",
              "the SPIRE server could not sign a JWT-SVID",
              "check the server's log for its key manager"));

  private AgentFailures() {}

  /// Returns the problem.
  ///
  /// @param words the agent's error text
  static Problem of(String words) {
    return KINDS.stream()
        .filter(kind -> kind.text.matcher(words).find())
        .map(kind -> kind.problem(words))
        .findFirst()
        .orElseGet(() ->
            new Problem.Unreachable(
                "agent-failed",
                "the SPIFFE agent failed" + (words.isEmpty() ? "" : ": " + words),
                "check the agent's log for a lost connection to its server"));
  }

  private static Kind kind(String text, String code, String message, String hint) {
    return new Kind(Pattern.compile(text), code, message, hint);
  }

  private record Kind(Pattern text, String code, String message, String hint) {
    Problem problem(String words) {
      var detail = NOISE.matcher(words).replaceAll("").strip().replaceAll("^\"|\"$", "");
      return new Problem.Unreachable(
          code, message + (code.equals("agent-behind") ? "" : " (" + detail + ")"), hint);
    }
  }
}
