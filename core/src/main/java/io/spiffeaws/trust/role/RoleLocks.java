package io.spiffeaws.trust.role;

/// Serializes changes of a role's trust policy, since in IAM the last writer wins.
public interface RoleLocks {
  /// Locks nothing, and stores writes only until the lock is released.
  RoleLocks NONE =
      _ -> {
        var writes = new RecentTrustWrites();
        return new Held() {
          @Override
          public TrustWrites writes() {
            return writes;
          }

          @Override
          public void close() {}
        };
      };

  /// Waits until no other process holds the lock of the role, and acquires it.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if another process holds it for too
  ///   long
  Held hold(String role);

  /// The locks for an operation inside another one that holds the lock already. The inner operation
  /// shares its stored writes and releases nothing.
  static RoleLocks within(Held outer) {
    return _ ->
        new Held() {
          @Override
          public TrustWrites writes() {
            return outer.writes();
          }

          @Override
          public void close() {}
        };
  }

  /// The lock of a role. Closing it releases the role.
  interface Held extends AutoCloseable {
    /// The recent writes of this machine to the role's trust policy.
    TrustWrites writes();

    @Override
    void close();
  }
}
