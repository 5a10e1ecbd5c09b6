package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The registration entries of a SPIRE server. Each call has a deadline. A failed call throws a
/// [io.spiffeaws.problem.ProblemException]. Not thread-safe.
public interface RegistrationEntries {
  /// The maximum number of items in a batch. A server may need 60 ms for one item, and must answer
  /// within the deadline of a call; the message must stay below 4 MiB.
  int BATCH = 100;

  /// Calls the consumer with each entry that passes the filter, page by page, in the server's
  /// order.
  void list(EntryFilter filter, Consumer<RegistrationEntry> each);

  /// Returns the entry with this entry ID, or empty if there is none.
  Optional<RegistrationEntry> get(String id);

  /// Creates entries.
  ///
  /// @param entries at most [#BATCH]; an entry ID is used if present
  /// @return a result for each entry, in the same order; never null
  List<BatchItemResult> create(List<RegistrationEntry> entries);

  /// Updates entries.
  ///
  /// @param entries at most [#BATCH], each with its entry ID and all of its settings
  /// @param fields the settings that may differ from those on the server
  /// @return a result for each entry, in the same order: done or failed
  List<BatchItemResult> update(List<RegistrationEntry> entries, Set<EntryField> fields);

  /// Replaces the entries with these entry IDs, including SPIFFE ID, parent and selectors.
  ///
  /// @param entries at most [#BATCH], each with its entry ID
  /// @return a result for each entry, in the same order: done or failed
  List<BatchItemResult> replace(List<RegistrationEntry> entries);

  /// Deletes entries.
  ///
  /// @param ids at most [#BATCH]
  /// @return for each ID, in the same order, why the entry was not deleted, or empty if it was
  ///   deleted
  List<Optional<Problem>> delete(List<String> ids);
}
