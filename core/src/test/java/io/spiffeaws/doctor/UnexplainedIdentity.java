package io.spiffeaws.doctor;

import io.spiffeaws.system.Account;
import io.spiffeaws.system.Caller;
import io.spiffeaws.system.CallerSource;
import java.time.Clock;
import java.util.Optional;

/// A missing identity of which nothing is known: no server, and no attributes of the process.
final class UnexplainedIdentity {
  private UnexplainedIdentity() {}

  static MissingIdentity create() {
    var unknown =
        new CallerSource() {
          @Override
          public Caller read() {
            return Caller.UNKNOWN;
          }

          @Override
          public Account user(long id) {
            return new Account(id, Optional.empty());
          }
        };
    return new MissingIdentity(
        unknown,
        Optional.empty(),
        new ExpectedIdentity(_ -> Optional.empty()),
        new ReaderCommands(Optional.empty(), ""),
        Clock.systemUTC());
  }
}
