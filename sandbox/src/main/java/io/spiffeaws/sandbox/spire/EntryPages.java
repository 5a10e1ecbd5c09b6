package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Entry;
import java.util.List;

/// Lists entries page by page, like SPIRE's datastore. The token is the number of the last row that
/// was read. It is set whenever a row was read, so the last page is followed by an empty one.
final class EntryPages {
  private final EntryStore store;

  EntryPages(EntryStore store) {
    this.store = store;
  }

  /// A page.
  ///
  /// @param nextToken empty if there are no more entries
  record Page(List<Entry> entries, String nextToken) {}

  /// Returns a page.
  ///
  /// @param size 0 or less: all entries
  Page page(EntryQuery query, int size, String token) throws RequestError {
    query.check();
    if (size <= 0) {
      return new Page(
          store.rows(0, 0, query.row()).stream()
              .map(EntryStore.Row::entry)
              .filter(query.entry())
              .toList(),
          "");
    }
    var after = token.isEmpty() ? 0 : number(token);
    while (true) {
      var rows = store.rows(after, size, query.row());
      if (rows.isEmpty()) {
        return new Page(List.of(), "");
      }
      after = rows.getLast().number();
      var entries = rows.stream().map(EntryStore.Row::entry).filter(query.entry()).toList();
      if (!entries.isEmpty()) {
        return new Page(entries, Long.toString(after));
      }
    }
  }

  private static long number(String token) throws RequestError {
    try {
      return Integer.parseUnsignedInt(token) & 0xffffffffL;
    } catch (NumberFormatException e) {
      throw RequestError.internal(
          "datastore-sql: rpc error: code = InvalidArgument desc = could not parse token '"
              + token
              + "'");
    }
  }
}
