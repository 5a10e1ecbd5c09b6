package io.spiffeaws.doctor;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.RegistrationEntry;
import java.util.List;

/// Registration entries, as far as a walk looks at them.
public interface EntryLookup {
  /// Those of that ID.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused; unreachable
  List<RegistrationEntry> of(SpiffeId id);
}
