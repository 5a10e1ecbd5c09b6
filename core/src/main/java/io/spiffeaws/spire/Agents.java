package io.spiffeaws.spire;

import java.util.function.Consumer;

/// A SPIRE server's attested agents. Each call has a deadline; a failure of a call is a
/// [io.spiffeaws.problem.ProblemException]. For one thread at a time.
public interface Agents {
  /// Gives each agent to the consumer, page by page, in the server's order.
  void list(Consumer<Agent> each);
}
