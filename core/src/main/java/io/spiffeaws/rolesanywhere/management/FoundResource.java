package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.trust.iam.Role;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A trust anchor or a profile, with its tags.
///
/// @param tags by key
public record FoundResource<T>(T resource, Map<String, String> tags) {
  public FoundResource {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /// Whether this tool created or adopted it.
  public boolean isManaged() {
    return tags.containsKey(Role.MANAGED_TAG);
  }
}
