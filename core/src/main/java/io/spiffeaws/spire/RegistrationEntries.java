package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A SPIRE server's registration entries. Each call has a deadline; a failure of a call is a
/// [io.spiffeaws.problem.ProblemException]. For one thread at a time.
public interface RegistrationEntries {
  /// How many items a batch may have: few enough that a server, which may take 60 ms for one,
  /// answers within a call's limit, and that the message stays below 4 MiB.
  int BATCH = 100;

  /// Gives each entry that passes the filter to the consumer, page by page, in the server's order.
  void list(EntryFilter filter, Consumer<RegistrationEntry> each);

  /// The entry with that entry ID.
  Optional<RegistrationEntry> get(String id);

  /// Makes entries.
  ///
  /// @param entries at most [#BATCH]; an ID is kept where there is one
  /// @return a result for each, in their order; never null
  List<BatchItemResult> create(List<RegistrationEntry> entries);

  /// Brings entries up to date.
  ///
  /// @param entries at most [#BATCH], each with its ID and all of its settings
  /// @param fields which settings may differ from what the server holds
  /// @return a result for each, in their order: done or failed
  List<BatchItemResult> update(List<RegistrationEntry> entries, Set<EntryField> fields);

  /// Makes the entries with these IDs just what is given, SPIFFE ID, parent and selectors included.
  ///
  /// @param entries at most [#BATCH], each with its ID
  /// @return a result for each, in their order: done or failed
  List<BatchItemResult> replace(List<RegistrationEntry> entries);

  /// Deletes entries.
  ///
  /// @param ids at most [#BATCH]
  /// @return for each, in their order, why it was not deleted, or empty where it was
  List<Optional<Problem>> delete(List<String> ids);
}
