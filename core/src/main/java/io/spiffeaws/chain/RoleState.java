package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RolePolicies;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A role as IAM stores it, with its policies.
///
/// @param attached ARNs of the managed policies
/// @param inline documents by name
public record RoleState(Role role, SortedSet<String> attached, SortedMap<String, Json> inline) {
  public RoleState {
    attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
    inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
  }

  /// Its policies.
  RolePolicies policies() {
    return new RolePolicies(attached, inline);
  }

  static RoleState of(Role role, Collection<String> attached, Map<String, Json> inline) {
    return new RoleState(role, new TreeSet<>(attached), new TreeMap<>(inline));
  }
}
