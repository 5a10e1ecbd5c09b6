package io.spiffeaws.credentials.endpoint;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a service says to a request: the answer, or how to get it.
sealed interface Reply permits Answer, Reply.Later, Reply.ByUser {

  /// An answer that has to be waited for, up to a few seconds.
  ///
  /// @param answer waits in the thread that asks for it
  record Later(Supplier<Answer> answer) implements Reply {}

  /// A reply that depends on who opened the connection.
  ///
  /// @param reply gets the user's ID, a decimal number; empty if it is not known
  record ByUser(Function<Optional<String>, Reply> reply) implements Reply {}
}
