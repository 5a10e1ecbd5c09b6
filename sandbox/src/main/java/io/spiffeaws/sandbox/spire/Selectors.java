package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Selector;
import io.spiffeaws.spire.proto.types.SelectorMatch;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/// Validation and matching of selectors, as in SPIRE's server.
final class Selectors {
  private Selectors() {}

  static void check(List<Selector> selectors) throws RequestError {
    for (var selector : selectors) {
      if (selector.getType().isEmpty()) {
        throw RequestError.invalid("missing selector type");
      }
      if (selector.getType().contains(":")) {
        throw RequestError.invalid("selector type contains ':'");
      }
      if (selector.getValue().isEmpty()) {
        throw RequestError.invalid("missing selector value");
      }
    }
  }

  /// Returns whether the items match a filter.
  ///
  /// @param behavior a match type that SPIRE supports
  static <T> boolean match(
      Collection<T> these, Collection<T> asked, SelectorMatch.MatchBehavior behavior) {
    var own = new HashSet<>(these);
    var filter = new HashSet<>(asked);
    return switch (behavior) {
      case MATCH_EXACT -> own.equals(filter);
      case MATCH_SUBSET -> !own.isEmpty() && filter.containsAll(own);
      case MATCH_SUPERSET -> own.containsAll(filter);
      case MATCH_ANY -> filter.stream().anyMatch(own::contains);
      case UNRECOGNIZED -> false;
    };
  }
}
