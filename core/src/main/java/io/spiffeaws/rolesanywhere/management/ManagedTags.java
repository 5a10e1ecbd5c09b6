package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.trust.iam.Role;
import java.util.LinkedHashMap;
import java.util.Map;

/// The tags of resources that this tool manages.
public final class ManagedTags {
  private ManagedTags() {}

  /// Returns the specified tags and the tag of this tool.
  public static Map<String, String> of(Map<String, String> tags) {
    var marked = new LinkedHashMap<>(tags);
    marked.putIfAbsent(Role.MANAGED_TAG, Role.MANAGED_VALUE);
    return marked;
  }
}
