package io.spiffeaws.workload;

import io.grpc.StatusRuntimeException;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.DurationText;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// What an agent's answers, and its silence, mean to the person who ran the command (SPIFFE
/// Workload Endpoint, section 6; SPIRE's texts).
final class GrpcAgentProblems {
  private GrpcAgentProblems() {}

  /// Says at once what a connection would fail with only after a while, or in the transport's
  /// words.
  static void checkSocket(AgentAddress address) {
    if (address.socket() instanceof UnixDomainSocketAddress unix
        && Files.notExists(unix.getPath())) {
      throw new ProblemException(missing(address));
    }
  }

  static ProblemException translate(
      AgentAddress address, Duration timeout, boolean aboutToken, StatusRuntimeException e) {
    var words = words(e);
    var problem =
        switch (e.getStatus().getCode()) {
          case PERMISSION_DENIED -> noIdentityIssued();
          case DEADLINE_EXCEEDED, CANCELLED -> hanging(address, timeout);
          case UNAVAILABLE ->
              e.getStatus().getCause() == null
                  ? failing(words)
                  : unconnected(address, e.getStatus().getCause(), words);
          case RESOURCE_EXHAUSTED ->
              new Problem.Unreachable(
                  "agent-throttles",
                  "the SPIFFE agent is throttling this caller",
                  "try again in a moment");
          case INVALID_ARGUMENT -> aboutToken ? AgentTokenRefusals.of(words) : refused(words);
          case UNIMPLEMENTED, INTERNAL, UNKNOWN -> notAWorkloadApi(address);
          default -> failing(words);
        };
    return new ProblemException(problem, e);
  }

  static Problem noIdentityIssued() {
    return new Problem.NoIdentity(
        "no-identity-issued",
        "the SPIFFE agent knows no identity for this process: no registration entry's selectors match"
            + " it, or the entry has not reached the agent yet (5 seconds as a rule)",
        "give a new entry time with --wait 15s, see the entries with spiffe-aws entry list, or"
            + " register one: spiffe-aws register ID --selector TYPE:VALUE");
  }

  static Problem notAWorkloadApi(AgentAddress address) {
    return new Problem.NoIdentity(
        "not-a-workload-api",
        "what listens at " + address + " does not speak the SPIFFE Workload API",
        "name the agent's socket, not the server's, with --workload-socket or"
            + " SPIFFE_ENDPOINT_SOCKET");
  }

  private static Problem missing(AgentAddress address) {
    return new Problem.NoIdentity(
        "no-agent-socket",
        "there is no SPIFFE agent's socket at " + address,
        "start the SPIRE agent, or name its socket with --workload-socket or"
            + " SPIFFE_ENDPOINT_SOCKET");
  }

  private static Problem unconnected(AgentAddress address, Throwable cause, String words) {
    var why = chain(cause).toLowerCase(Locale.ROOT);
    if (why.contains("permission denied")) {
      return new Problem.NoIdentity(
          "agent-socket-not-permitted",
          "this user may not connect to the SPIFFE agent's socket " + address,
          "let the user read and write the socket and pass through its folders");
    }
    if (why.contains("no such file")) {
      return missing(address);
    }
    if (why.contains("connection refused")) {
      return new Problem.NoIdentity(
          "agent-not-running",
          "nothing listens at the SPIFFE agent's socket " + address,
          "start the SPIRE agent; a socket file stays behind when an agent dies");
    }
    return why.contains("http2") || why.contains("connection reset") || why.contains("closed")
        ? notAWorkloadApi(address)
        : failing(words);
  }

  private static Problem hanging(AgentAddress address, Duration timeout) {
    return new Problem.Unreachable(
        "agent-hangs",
        "the SPIFFE agent at %s did not answer within %s"
            .formatted(address, DurationText.print(timeout)),
        "see whether the agent is well and reaches its server, or give it longer with --timeout");
  }

  private static Problem failing(String words) {
    if (words.contains("entry not found or not authorized")) {
      return new Problem.Unreachable(
          "agent-behind",
          "the SPIFFE agent still has an entry that its server has no more: it was deleted or replaced"
              + " a moment ago (5 seconds as a rule)",
          "give the agent time with --wait 15s");
    }
    return new Problem.Unreachable(
        "agent-failed",
        "the SPIFFE agent could not answer" + (words.isEmpty() ? "" : ": " + words),
        "see the agent's log; it may have lost its server");
  }

  private static Problem refused(String words) {
    return new Problem.Refused(
        "agent-refused",
        "the SPIFFE agent refused the request" + (words.isEmpty() ? "" : ": " + words),
        "");
  }

  /// The agent's own words, on one line, without a transport's or another agent's prefixes.
  private static String words(StatusRuntimeException e) {
    var text =
        Objects.requireNonNullElse(e.getStatus().getDescription(), "")
            .replaceAll("rpc error: code = \\w+ desc = ", "")
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }

  private static String chain(Throwable cause) {
    var text = new StringBuilder();
    for (Throwable at = cause; at != null; at = at.getCause()) {
      text.append(at.getMessage()).append(' ').append(at.getClass().getSimpleName()).append(' ');
    }
    return text.toString();
  }
}
