package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.entry.ListEntriesRequest.Filter;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.FederatesWithMatch;
import io.spiffeaws.spire.proto.types.SelectorMatch;
import java.util.ArrayList;
import java.util.function.Predicate;

/// The filter of a list or count request, parsed like SPIRE's server does.
///
/// @param row filter of the database query, which fills a page
/// @param entry filter that is applied to the page afterwards, which may make it shorter
/// @param unknown the match type that the server does not support, which makes the query fail;
///   empty if all are supported
record EntryQuery(Predicate<Entry> row, Predicate<Entry> entry, String unknown) {

  /// Matches all entries.
  static final EntryQuery ALL = new EntryQuery(row -> true, entry -> true, "");

  static EntryQuery of(Filter filter, String trustDomain) throws RequestError {
    Predicate<Entry> row = entry -> true;
    Predicate<Entry> after = entry -> true;
    if (filter.hasByHint() && !filter.getByHint().getValue().isEmpty()) {
      row = row.and(entry -> entry.getHint().equals(filter.getByHint().getValue()));
    }
    if (filter.hasByParentId()) {
      row = row.and(byParentId(filter, trustDomain));
    }
    if (filter.hasBySpiffeId()) {
      row = row.and(bySpiffeId(filter, trustDomain));
    }
    if (filter.hasBySelectors()) {
      var match = checked(filter.getBySelectors());
      row = row.and(wide(match));
      after = after.and(entry -> holds(match, entry));
    }
    if (filter.hasByFederatesWith()) {
      row = row.and(byFederatesWith(filter.getByFederatesWith()));
    }
    if (filter.getByDownstream().getValue()) { // as in SPIRE, false does not filter
      row = row.and(Entry::getDownstream);
    }
    return new EntryQuery(row, after, unknown(filter));
  }

  /// Checks the match types.
  ///
  /// @throws RequestError internal if one of them is not supported
  void check() throws RequestError {
    if (!unknown.isEmpty()) {
      throw RequestError.internal("datastore-sql: unhandled " + unknown + " match behavior");
    }
  }

  private static String unknown(Filter filter) {
    if (filter.getBySelectors().getMatch() == SelectorMatch.MatchBehavior.UNRECOGNIZED) {
      return "selectors";
    }
    return filter.getByFederatesWith().getMatch() == FederatesWithMatch.MatchBehavior.UNRECOGNIZED
        ? "federates with"
        : "";
  }

  private static Predicate<Entry> byParentId(Filter filter, String trustDomain)
      throws RequestError {
    try {
      var id = SpiffeIds.member(filter.getByParentId(), true, trustDomain);
      return entry -> entry.getParentId().equals(id);
    } catch (RequestError e) {
      throw e.during("malformed parent ID filter");
    }
  }

  private static Predicate<Entry> bySpiffeId(Filter filter, String trustDomain)
      throws RequestError {
    try {
      var id = SpiffeIds.workload(filter.getBySpiffeId(), true, trustDomain);
      return entry -> entry.getSpiffeId().equals(id);
    } catch (RequestError e) {
      throw e.during("malformed SPIFFE ID filter");
    }
  }

  private static SelectorMatch checked(SelectorMatch match) throws RequestError {
    try {
      Selectors.check(match.getSelectorsList());
      if (match.getSelectorsList().isEmpty()) {
        throw RequestError.invalid("empty selector set");
      }
      return match;
    } catch (RequestError e) {
      throw e.during("malformed selectors filter");
    }
  }

  /// Returns the database filter for an exact match or a subset. It also finds rows with more
  /// selectors.
  private static Predicate<Entry> wide(SelectorMatch match) {
    var behavior =
        switch (match.getMatch()) {
          case MATCH_EXACT, MATCH_SUPERSET -> SelectorMatch.MatchBehavior.MATCH_SUPERSET;
          case MATCH_SUBSET, MATCH_ANY -> SelectorMatch.MatchBehavior.MATCH_ANY;
          case UNRECOGNIZED -> SelectorMatch.MatchBehavior.UNRECOGNIZED;
        };
    return entry -> Selectors.match(entry.getSelectorsList(), match.getSelectorsList(), behavior);
  }

  private static boolean holds(SelectorMatch match, Entry entry) {
    return Selectors.match(entry.getSelectorsList(), match.getSelectorsList(), match.getMatch());
  }

  private static Predicate<Entry> byFederatesWith(FederatesWithMatch match) throws RequestError {
    var names = new ArrayList<String>();
    try {
      for (var name : match.getTrustDomainsList()) {
        names.add(SpiffeIds.trustDomain(name));
      }
      if (names.isEmpty()) {
        throw RequestError.invalid("empty trust domain set");
      }
    } catch (RequestError e) {
      throw e.during("malformed federates with filter");
    }
    var behavior = SelectorMatch.MatchBehavior.forNumber(match.getMatchValue());
    return entry ->
        behavior != null && Selectors.match(entry.getFederatesWithList(), names, behavior);
  }
}
