package io.spiffeaws.spire;

/// How the selectors of a filter are held against those of an entry (SPIRE API,
/// `SelectorMatch.MatchBehavior`).
public enum SelectorMatch {
  /// The entry has all of them, and maybe more.
  SUPERSET,
  /// The entry has none but these.
  SUBSET,
  /// The entry has just these.
  EXACT,
  /// The entry has one of them at least.
  ANY
}
