package io.spiffeaws.workload;

import io.grpc.StatusRuntimeException;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Translates an agent's errors and timeouts into problems (SPIFFE Workload Endpoint, section 6;
/// SPIRE's error texts).
final class GrpcAgentProblems {
  private GrpcAgentProblems() {}

  /// Checks that the socket exists. A connection would fail later, and with the error text of the
  /// transport.
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
          case PERMISSION_DENIED -> IdentityNotIssued.problem(Optional.empty());
          case DEADLINE_EXCEEDED, CANCELLED -> hanging(address, timeout);
          case UNAVAILABLE ->
              e.getStatus().getCause() == null
                  ? AgentFailures.of(words)
                  : unconnected(address, e.getStatus().getCause(), words);
          case RESOURCE_EXHAUSTED ->
              new Problem.Unreachable(
                  "agent-throttles",
                  "the SPIFFE agent is throttling this caller",
                  "run the command again after some seconds");
          case INVALID_ARGUMENT -> aboutToken ? AgentTokenErrors.of(words) : refused(words);
          case UNIMPLEMENTED, INTERNAL, UNKNOWN -> notAWorkloadApi(address);
          default -> AgentFailures.of(words);
        };
    return new ProblemException(problem, e);
  }

  static Problem notAWorkloadApi(AgentAddress address) {
    return new Problem.NoIdentity(
        "not-a-workload-api",
        "the service at " + address + " is not a SPIFFE Workload API",
        "specify the agent's socket, not the server's, with --workload-socket or"
            + " SPIFFE_ENDPOINT_SOCKET");
  }

  private static Problem missing(AgentAddress address) {
    return new Problem.NoIdentity(
        "no-agent-socket",
        "no SPIFFE agent socket at " + address,
        "start the SPIRE agent, which creates it after its attestation, or specify its socket with"
            + " --workload-socket or SPIFFE_ENDPOINT_SOCKET");
  }

  private static boolean isOrdinaryFile(AgentAddress address) {
    return address.socket() instanceof UnixDomainSocketAddress unix
        && (Files.isRegularFile(unix.getPath()) || Files.isDirectory(unix.getPath()));
  }

  private static Problem notASocket(AgentAddress address) {
    return new Problem.NoIdentity(
        "not-a-workload-api",
        address + " is not a socket",
        "specify the SPIRE agent's socket with --workload-socket or SPIFFE_ENDPOINT_SOCKET");
  }

  private static Problem unconnected(AgentAddress address, Throwable cause, String words) {
    var why = chain(cause).toLowerCase(Locale.ROOT);
    if (why.contains("permission denied")) {
      return new Problem.NoIdentity(
          "agent-socket-not-permitted",
          "this user has no permission to connect to the SPIFFE agent's socket " + address,
          "to allow it, run: " + permit(address));
    }
    if (why.contains("no such file")) {
      return missing(address);
    }
    if (why.contains("connection refused") && isOrdinaryFile(address)) {
      return notASocket(address);
    }
    if (why.contains("connection refused")) {
      return new Problem.NoIdentity(
          "agent-not-running",
          "no agent listens at the SPIFFE agent's socket " + address,
          "start the SPIRE agent; the socket file remains when an agent crashes");
    }
    return why.contains("http2") || why.contains("connection reset") || why.contains("closed")
        ? notAWorkloadApi(address)
        : AgentFailures.of(words);
  }

  /// The command for the first directory that this user cannot search, else for the socket, whose
  /// mode SPIRE sets to 0777: the agent identifies each caller.
  private static String permit(AgentAddress address) {
    if (!(address.socket() instanceof UnixDomainSocketAddress unix)) {
      return "sudo chmod a+rw SOCKET";
    }
    var socket = unix.getPath().toAbsolutePath();
    return Stream.iterate(socket.getRoot(), socket::startsWith, at -> next(socket, at))
        .limit(socket.getNameCount())
        .filter(directory -> !Files.isExecutable(directory))
        .findFirst()
        .map(directory -> TypedCommand.of("sudo chmod a+x %s", directory))
        .orElseGet(() -> TypedCommand.of("sudo chmod a+rw %s", socket));
  }

  private static Path next(Path socket, Path at) {
    return socket.getRoot().resolve(socket.subpath(0, at.getNameCount() + 1));
  }

  private static Problem hanging(AgentAddress address, Duration timeout) {
    return new Problem.Unreachable(
        "agent-hangs",
        "the SPIFFE agent at %s did not answer within %s"
            .formatted(address, DurationText.print(timeout)),
        "check that the agent is healthy and that its SPIRE server answers, or increase --timeout");
  }

  private static Problem refused(String words) {
    return new Problem.Refused(
        "agent-refused",
        "the SPIFFE agent rejected the request" + (words.isEmpty() ? "" : ": " + words),
        "");
  }

  /// Returns the agent's error text on one line, without gRPC prefixes.
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
