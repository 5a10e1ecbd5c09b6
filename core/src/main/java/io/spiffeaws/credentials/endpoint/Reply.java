package io.spiffeaws.credentials.endpoint;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The result of a request: the response, or how to get it.
sealed interface Reply permits Answer, Reply.Later, Reply.ByUser {

  /// A response that requires a wait of up to a few seconds.
  ///
  /// @param answer waits in the calling thread
  record Later(Supplier<Answer> answer) implements Reply {}

  /// A reply that depends on the user who opened the connection.
  ///
  /// @param reply receives the user's ID, a decimal number; empty if it is not known
  record ByUser(Function<Optional<String>, Reply> reply) implements Reply {}
}
