package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import java.util.Optional;

/// Performs one step of a rotation of a server's X.509 authority, on the only authority that the
/// step can apply to.
public final class RotateX509Authority {
  private final X509Authorities authorities;

  public RotateX509Authority(X509Authorities authorities) {
    this.authorities = authorities;
  }

  /// The steps, in their order. Each is named as in `spire-server localauthority x509`.
  public enum Step {
    SHOW,
    PREPARE,
    ACTIVATE,
    TAINT,
    REVOKE
  }

  /// Performs a step. [Step#SHOW] changes nothing.
  ///
  /// @return the authorities after it
  /// @throws ProblemException missing if there is no prepared or old authority; refused if the
  ///   server rejects the step
  public X509Authorities.State run(Step step) {
    var state = authorities.state();
    switch (step) {
      case SHOW -> {
        return state;
      }
      case PREPARE -> authorities.prepare();
      case ACTIVATE -> authorities.activate(id(state, state.prepared(), "prepared"));
      case TAINT -> authorities.taint(id(state, state.old(), "old"));
      case REVOKE -> authorities.revoke(id(state, state.old(), "old"));
    }
    return authorities.state();
  }

  private static String id(
      X509Authorities.State state, Optional<X509Authorities.Authority> found, String which) {
    var next = state.prepared().isPresent() ? "activate" : "prepare";
    return found
        .map(X509Authorities.Authority::id)
        .orElseThrow(() ->
            ProblemException.missing(
                "no-such-authority",
                "the SPIRE server has no " + which + " X.509 authority",
                "to begin a rotation, run: spiffe-aws sandbox rotate-ca " + next));
  }
}
