package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// What an operation has written so far, in words, so that one that fails halfway can tell what is
/// there now. IAM has no transactions.
public final class CompletedWrites {
  private final List<String> words = new ArrayList<>();

  /// @param what was done, in the past tense: `the role app was made`
  public void add(String what) {
    if (!words.contains(what)) {
      words.add(what);
    }
  }

  /// The same failure, with what was done before it; as it was where that was nothing.
  public ProblemException told(ProblemException failure) {
    return words.isEmpty() ? failure : new ProblemException(told(failure.problem()), failure);
  }

  private Problem told(Problem problem) {
    var code = problem.code();
    var message = problem.message() + "; before that, " + String.join(", ", words);
    var hint =
        (problem.hint().isEmpty() ? "" : problem.hint() + "; ")
            + "the same command again does the rest";
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
