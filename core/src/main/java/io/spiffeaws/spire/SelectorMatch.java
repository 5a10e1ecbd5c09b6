package io.spiffeaws.spire;

/// How the selectors of a filter are compared with those of an entry (SPIRE API,
/// `SelectorMatch.MatchBehavior`).
public enum SelectorMatch {
  /// The entry has all of the filter's selectors, and may have more.
  SUPERSET,
  /// The entry has no selectors other than the filter's.
  SUBSET,
  /// The entry has exactly the filter's selectors.
  EXACT,
  /// The entry has at least one of the filter's selectors.
  ANY
}
