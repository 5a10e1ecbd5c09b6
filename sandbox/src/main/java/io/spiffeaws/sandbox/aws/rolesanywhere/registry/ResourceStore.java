package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The resources of one type, oldest first. Thread-safe.
public final class ResourceStore<T extends Identified> {
  private final Map<String, T> byArn = new LinkedHashMap<>();

  /// Adds a resource, or replaces the one with the same ARN.
  public synchronized void put(T resource) {
    byArn.put(resource.resource().arn(), resource);
  }

  /// Returns the resource with exactly this ARN.
  public synchronized Optional<T> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  public synchronized void remove(String arn) {
    byArn.remove(arn);
  }

  /// Returns the resources of a region.
  public synchronized List<T> list(String region) {
    return byArn.values().stream()
        .filter(resource -> resource.resource().region().equals(region))
        .toList();
  }
}
