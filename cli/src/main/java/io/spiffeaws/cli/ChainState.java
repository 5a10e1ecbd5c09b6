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

  private static final String UNREAD =
      "IAM Roles Anywhere was not checked for trust anchors and profiles with the chain's tag: ";

  private ChainState() {}

  /// @param check whether to check AWS if the file has no issuer
  /// @throws ProblemException if SPIRE or AWS denies access or is unreachable, before anything is
  ///   changed
  static CurrentState read(
      Manifest manifest, ChainWiring wiring, AwsCleanup check, Invocation invocation) {
    wiring.checkAccounts(manifest);
    var cleanup = check != AwsCleanup.BY_FILE;
    if (manifest.usesAws()) {
      var state = wiring.readCurrentState(true, cleanup).run(manifest);
      reportUnread(state, check, invocation);
      return state;
    }
    if (!cleanup) {
      return wiring.readCurrentState(false, false).run(manifest);
    }
    // SPIRE first, so that its errors are not reported as those of AWS
    var spire = wiring.readCurrentState(false, false).run(manifest);
    try {
      var state = wiring.readCurrentState(true, true).run(manifest);
      reportUnread(state, check, invocation);
      return new CurrentState(spire.entries(), state.aws());
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

  /// Reports that IAM Roles Anywhere could not be read although a role of the chain trusts it.
  private static void reportUnread(CurrentState state, AwsCleanup check, Invocation invocation) {
    var unread = state.aws().flatMap(CurrentState.Aws::rolesAnywhereUnread);
    if (unread.isPresent()) {
      var problem = unread.get().problem();
      var message = UNREAD + problem.message();
      if (check == AwsCleanup.REQUIRED) {
        throw same(unread.get(), message, problem.hint());
      }
      invocation.output().warning(message);
    }
  }

  private static ProblemException notChecked(ProblemException failure) {
    var problem = failure.problem();
    return same(failure, message(problem), problem.hint() + HINT);
  }

  /// The same failure with another text.
  private static ProblemException same(ProblemException failure, String message, String hint) {
    var problem = failure.problem();
    return new ProblemException(
        switch (problem) {
          case Problem.Unreachable _ -> new Problem.Unreachable(problem.code(), message, hint);
          default -> new Problem.Refused(problem.code(), message, hint);
        },
        failure);
  }

  private static String message(Problem problem) {
    return "AWS was not checked for roles and providers with the chain's tag: " + problem.message();
  }
}
