package io.spiffeaws.watch;

import io.spiffeaws.problem.Problem;
import java.time.Instant;

/// Is told what becomes of files that are kept fresh, once for each change of state. Several files
/// may call at once.
public interface WatchListener {
  /// The file is there, and from now on is kept fresh.
  ///
  /// @param endsAt until when what is in it is good
  void kept(String file, Instant endsAt);

  /// What is in the file could not be renewed, or not be written; what it has stays.
  ///
  /// @param endsAt until when that is good
  void failing(String file, Problem problem, Instant endsAt);

  /// Renewing has gone well again after it had failed.
  ///
  /// @param endsAt until when what is in it now is good
  void recovered(String file, Instant endsAt);

  /// What is in the file has ended, and there is nothing newer.
  void ended(String file, Instant endsAt);

  /// This machine's clock cannot be right: told once until it is. The file is kept fresh without
  /// it.
  ///
  /// @param now what the clock says
  /// @param from when what came just now was issued
  /// @param endsAt when that ends
  void clockOff(String file, Instant now, Instant from, Instant endsAt);
}
