package io.spiffeaws.trust.role;

/// Serializes changes of the same role's trust policy, since IAM lets the last writer win.
public interface RoleLocks {
  /// Locks nothing, and remembers writes only until the lock is released.
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

  /// Waits until nobody else holds that role, and holds it.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if another held it for too long
  Held hold(String role);

  /// The locks of an operation that holds the role already: the inner operation shares its memory,
  /// and releases nothing.
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

  /// A role that is held.
  interface Held extends AutoCloseable {
    /// What this machine wrote to the role's trust policy lately.
    TrustWrites writes();

    @Override
    void close();
  }
}
