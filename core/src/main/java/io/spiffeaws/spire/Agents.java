package io.spiffeaws.spire;

import java.util.function.Consumer;

/// The attested agents of a SPIRE server. Each call has a deadline. A failed call throws a
/// [io.spiffeaws.problem.ProblemException]. Not thread-safe.
public interface Agents {
  /// Passes each agent to the consumer, page by page, in the server's order.
  void list(Consumer<Agent> each);
}
