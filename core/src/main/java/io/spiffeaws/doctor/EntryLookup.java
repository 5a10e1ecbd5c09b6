package io.spiffeaws.doctor;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.RegistrationEntry;
import java.util.List;

/// Looks up registration entries.
public interface EntryLookup {
  /// Returns the entries of a SPIFFE ID.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused, if the server denies the request;
  ///   unreachable, if it does not answer
  List<RegistrationEntry> of(SpiffeId id);
}
