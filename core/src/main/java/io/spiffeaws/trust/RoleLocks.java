package io.spiffeaws.trust;

/// Keeps those who change the same role's trust policy in line, since IAM lets the last writer win.
public interface RoleLocks {
  /// Locks nothing.
  RoleLocks NONE = _ -> () -> {};

  /// Waits until no one else holds that role, and holds it.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unreachable, where another held it for too long
  Held hold(String role);

  /// A role that is held.
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
