package io.spiffeaws.trust.iam;

import io.spiffeaws.json.Json;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The policies of a role. Immutable.
///
/// @param attached ARNs of the managed policies
/// @param inline documents by name
public record RolePolicies(SortedSet<String> attached, SortedMap<String, Json> inline) {
  /// No policies.
  public static final RolePolicies NONE = of(Set.of(), Map.of());

  public RolePolicies {
    attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
    inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
  }

  public static RolePolicies of(Set<String> attached, Map<String, Json> inline) {
    return new RolePolicies(new TreeSet<>(attached), new TreeMap<>(inline));
  }
}
