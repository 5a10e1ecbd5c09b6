package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// The writes that an operation has completed, as text. IAM has no transactions, so an operation
/// that fails midway reports them. Not thread-safe.
public final class CompletedWrites {
  private final List<String> words = new ArrayList<>();

  /// Adds a write.
  ///
  /// @param what in the past tense: `role app was created`
  public void add(String what) {
    if (!words.contains(what)) {
      words.add(what);
    }
  }

  /// Returns the failure with the completed writes in its message; unchanged if there are none.
  public ProblemException addTo(ProblemException failure) {
    return words.isEmpty() ? failure : new ProblemException(withWrites(failure.problem()), failure);
  }

  private Problem withWrites(Problem problem) {
    var code = problem.code();
    var message = problem.message() + "; before that, " + String.join(", ", words);
    var hint =
        (problem.hint().isEmpty() ? "" : problem.hint() + "; ")
            + "to complete it, run the same command again";
    return switch (problem) {
      case Problem.Malformed _ -> new Problem.Malformed(code, message, hint);
      case Problem.NoIdentity _ -> new Problem.NoIdentity(code, message, hint);
      case Problem.Refused _ -> new Problem.Refused(code, message, hint);
      case Problem.Unreachable _ -> new Problem.Unreachable(code, message, hint);
      case Problem.Missing _ -> new Problem.Missing(code, message, hint);
      case Problem.Unexpected _ -> new Problem.Unexpected(code, message, hint);
    };
  }
}
