package io.spiffeaws.spire;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.system.Caller;
import io.spiffeaws.system.CallerSource;

/// The options of `spiffe-aws register` that select this process.
public final class CallerSelectors {
  private static final String UNKNOWN = "--selector TYPE:VALUE";

  private CallerSelectors() {}

  /// Returns the options for this process.
  static String options() {
    return options(CallerSource.ofThisMachine().read());
  }

  /// Returns the options for a process; a placeholder if nothing is known of it. Attributes of its
  /// pod are preferred: other pods have processes with the same user.
  public static String options(Caller caller) {
    var container = caller.container();
    return container
        .podUid()
        .map(uid ->
            container
                    .namespace()
                    .map(name -> TypedCommand.of("--selector %s ", "k8s:ns:" + name))
                    .orElse("")
                + TypedCommand.of("--selector %s", "k8s:pod-uid:" + uid))
        .or(() -> caller.user().map(user -> "--selector unix:uid:" + user.id()))
        .orElse(UNKNOWN);
  }
}
