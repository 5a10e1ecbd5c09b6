package io.spiffeaws.cli;

import io.spiffeaws.chain.CurrentState;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;

/// Reads the current state of a chain in SPIRE and AWS. Roles and providers of the chain have its
/// tag, so they may exist even if the file has no issuer.
final class ChainState {
  private static final String HINT =
      "; if the chain never had an issuer, run the command with --without-aws";

  private ChainState() {}

  /// @param check whether to check AWS if the file has no issuer
  /// @throws ProblemException if SPIRE or AWS denies access or is unreachable, before anything is
  ///   changed
  static CurrentState read(
      Manifest manifest, ChainWiring wiring, AwsCleanup check, Invocation invocation) {
    wiring.checkAccounts(manifest);
    if (manifest.issuer().isPresent()) {
      return wiring.readCurrentState(true).run(manifest);
    }
    if (check == AwsCleanup.BY_FILE) {
      return wiring.readCurrentState(false).run(manifest);
    }
    // SPIRE first, so that its errors are not reported as those of AWS
    var spire = wiring.readCurrentState(false).run(manifest);
    try {
      return new CurrentState(spire.entries(), wiring.readCurrentState(true).run(manifest).aws());
    } catch (ProblemException e) {
      if (check == AwsCleanup.REQUIRED) {
        throw notChecked(e);
      }
      invocation.output().warning(message(e.problem()));
      return spire;
    }
  }

  /// The same for a command that then makes changes. If it is interrupted meanwhile, it reports
  /// that nothing was changed.
  static CurrentState readBeforeChanges(
      Manifest manifest, ChainWiring wiring, AwsCleanup check, Invocation invocation) {
    try (var _ = Interruption.beforeChanges(invocation)) {
      return read(manifest, wiring, check, invocation);
    }
  }

  private static ProblemException notChecked(ProblemException failure) {
    var problem = failure.problem();
    var hint = problem.hint() + HINT;
    return new ProblemException(
        switch (problem) {
          case Problem.Unreachable _ ->
              new Problem.Unreachable(problem.code(), message(problem), hint);
          default -> new Problem.Refused(problem.code(), message(problem), hint);
        },
        failure);
  }

  private static String message(Problem problem) {
    return "AWS was not checked for roles and providers with the chain's tag: " + problem.message();
  }
}
