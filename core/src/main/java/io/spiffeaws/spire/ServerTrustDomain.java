package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares a trust domain with that of the SPIRE server. Agents belong to the server's own trust
/// domain; without one, it is unknown.
public final class ServerTrustDomain {
  static final String CODE = "foreign-trust-domain";

  private ServerTrustDomain() {}

  private static List<Agent> attested(Agents agents) {
    var attested = new ArrayList<Agent>();
    try {
      agents.list(attested::add);
    } catch (ProblemException unknown) {
      return List.of();
    }
    return attested;
  }

  /// Returns the server's trust domain if it is another one.
  static Optional<String> other(String trustDomain, List<Agent> attested) {
    return attested.stream()
        .map(agent -> agent.id().trustDomain())
        .findFirst()
        .filter(own -> !own.equals(trustDomain));
  }

  /// Checks the trust domain of a chain. The server would reject each entry only after the roles
  /// that trust it were created.
  ///
  /// @param name of the chain file, for the message
  /// @throws ProblemException malformed, if the server has another one; not if the server does not
  ///   list its agents
  public static void check(String trustDomain, Agents agents, String name) {
    other(trustDomain, attested(agents))
        .ifPresent(own -> {
          throw ProblemException.malformed(
              CODE,
              "trust_domain in %s is %s, but the trust domain of the SPIRE server is %s"
                  .formatted(name, trustDomain, own),
              "correct trust_domain, or specify another SPIRE server");
        });
  }
}
