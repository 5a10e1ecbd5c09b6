package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.SvidSelector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which agent, and which of the identities that it offers.
public final class WorkloadOptions {
  private static final String OPTION = "--workload-socket";

  @Option(
      names = OPTION,
      paramLabel = "ADDRESS",
      description = {
        "Workload API, as unix:///PATH, tcp://IP:PORT or a path",
        "[env: SPIFFE_ENDPOINT_SOCKET] [default: the only default agent path that exists and"
            + " that only root and this user can write to]"
      })
  private @Nullable String socket;

  @Option(
      names = "--spiffe-id",
      paramLabel = "ID",
      description = {
        "SPIFFE ID to use if the agent offers several",
        "[env: SPIFFE_AWS_ID] [default: the only one]"
      })
  private @Nullable SpiffeId spiffeId;

  @Option(
      names = "--hint",
      paramLabel = "HINT",
      description = {
        "Hint of the registration entry to use if the agent offers several",
        "[default: the only one]"
      })
  private @Nullable String hint;

  /// @throws ProblemException malformed; as [AgentAddress#search], if none was named
  public AgentAddress address(Invocation invocation) {
    return address(socket, invocation);
  }

  /// @param flag what `--workload-socket` names
  static AgentAddress address(@Nullable String flag, Invocation invocation) {
    if (flag != null) {
      var address =
          flag.contains(":") ? flag : invocation.console().directory().resolve(flag).toString();
      return new NamedValue(address, OPTION).parse(AgentAddress::parseLenient);
    }
    return invocation
        .named(null, OPTION, "SPIFFE_ENDPOINT_SOCKET")
        .map(value -> value.parse(AgentAddress::parse))
        .orElseGet(AgentAddress::search);
  }

  /// The identity that a variable names in the place of that option.
  static Optional<SpiffeId> id(String option, Invocation invocation) {
    return invocation
        .named(null, option, "SPIFFE_AWS_ID")
        .map(value -> value.parse(SpiffeId::parse));
  }

  /// A hint on the command line beats an ID in the environment.
  public SvidSelector choice(Invocation invocation) {
    var id =
        hint == null
            ? Optional.ofNullable(spiffeId).or(() -> id("--spiffe-id", invocation))
            : Optional.ofNullable(spiffeId);
    return new SvidSelector(id, Optional.ofNullable(hint));
  }

  /// Refuses a token from elsewhere that is not the identity that was named on the command line.
  ///
  /// @throws ProblemException malformed; also for a hint, which only an agent knows
  public void agree(JwtToken token) {
    if (hint != null) {
      throw ProblemException.malformed(
          "hint-with-token",
          "--hint chooses among the identities of an agent, and the token is given",
          "leave out --hint or --token-file");
    }
    if (spiffeId != null && !token.subject().equals(Optional.of(spiffeId.toString()))) {
      throw ProblemException.malformed(
          "token-of-another",
          "the given token is of %s and not of %s"
              .formatted(token.subject().orElse("nobody"), spiffeId),
          "leave out --spiffe-id, or give a token of that ID");
    }
  }
}
