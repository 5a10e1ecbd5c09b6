package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.X509Svid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for the agent and the identity.
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

  /// @throws ProblemException malformed; as [AgentAddress#search], if none is specified
  public AgentAddress address(Invocation invocation) {
    return address(socket, invocation);
  }

  /// @param flag the value of `--workload-socket`
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

  /// The identity in the variable that replaces an option.
  static Optional<SpiffeId> id(String option, Invocation invocation) {
    return invocation
        .named(null, option, "SPIFFE_AWS_ID")
        .map(value -> value.parse(SpiffeId::parse));
  }

  /// The identity to select. A hint on the command line overrides an ID in the environment.
  public SvidSelector selector(Invocation invocation) {
    var id =
        hint == null
            ? Optional.ofNullable(spiffeId).or(() -> id("--spiffe-id", invocation))
            : Optional.ofNullable(spiffeId);
    return new SvidSelector(id, Optional.ofNullable(hint));
  }

  /// Rejects an X509-SVID from a file that does not belong to the identity on the command line.
  ///
  /// @throws ProblemException malformed; also for a hint, which a certificate does not have
  public X509Svid agree(X509Svid svid) {
    if (hint != null) {
      throw ProblemException.malformed(
          "hint-with-svid-file",
          "--hint selects an identity of the agent, and --svid-file specifies the X509-SVID",
          "omit --hint or --svid-file");
    }
    if (spiffeId != null && !spiffeId.equals(svid.spiffeId())) {
      throw ProblemException.malformed(
          "svid-of-another",
          "the X509-SVID is of %s, but --spiffe-id is %s".formatted(svid.spiffeId(), spiffeId),
          "omit --spiffe-id, or specify the files of that ID");
    }
    return svid;
  }

  /// Rejects a token from a file that does not belong to the identity on the command line.
  ///
  /// @throws ProblemException malformed; also for a hint, which a token does not have
  public void agree(JwtToken token) {
    if (hint != null) {
      throw ProblemException.malformed(
          "hint-with-token",
          "--hint selects an identity of the agent, and --token-file specifies the token",
          "omit --hint or --token-file");
    }
    if (spiffeId != null && !token.subject().equals(Optional.of(spiffeId.toString()))) {
      throw ProblemException.malformed(
          "token-of-another",
          "the token has the subject %s, but --spiffe-id is %s"
              .formatted(token.subject().orElse("none"), spiffeId),
          "omit --spiffe-id, or pass a token of that ID");
    }
  }
}
