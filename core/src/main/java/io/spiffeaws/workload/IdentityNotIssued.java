package io.spiffeaws.workload;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.Optional;

/// The problem of a process for which an agent has no identity.
public final class IdentityNotIssued {
  static final String CODE = "no-identity-issued";

  private IdentityNotIssued() {}

  /// @param asked the identity that was requested; empty for any
  static Problem problem(Optional<SpiffeId> asked) {
    return new Problem.NoIdentity(
        CODE,
        "the SPIFFE agent issued no identity to this process: no registration entry matches its"
            + " selectors, or the entry has not reached the agent yet (usually 5 seconds)",
        "to wait for a new entry, add --wait 15s; to find the cause and its fix, run: spiffe-aws"
            + " doctor"
            + asked.map(id -> TypedCommand.of(" --spiffe-id %s", id)).orElse(""));
  }

  /// Returns the error with an option for the command of its hint, which finds the cause; any other
  /// error as it is.
  ///
  /// @param option with its value, quoted for a shell
  public static ProblemException diagnosedWith(String option, ProblemException e) {
    var problem = e.problem();
    return problem.code().equals(CODE)
        ? new ProblemException(
            new Problem.NoIdentity(CODE, problem.message(), problem.hint() + " " + option), e)
        : e;
  }
}
