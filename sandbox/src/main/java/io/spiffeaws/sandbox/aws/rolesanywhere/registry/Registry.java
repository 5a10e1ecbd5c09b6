package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The contents of the service in one account. Thread-safe. A caller that reads, decides and writes
/// must hold its own lock.
public final class Registry {
  private final ResourceStore<TrustAnchor> anchors = new ResourceStore<>();
  private final ResourceStore<Profile> profiles = new ResourceStore<>();
  private final ResourceStore<Crl> crls = new ResourceStore<>();
  private final ResourceStore<Subject> subjects = new ResourceStore<>();
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

  public ResourceStore<TrustAnchor> anchors() {
    return anchors;
  }

  public ResourceStore<Profile> profiles() {
    return profiles;
  }

  public ResourceStore<Crl> crls() {
    return crls;
  }

  public ResourceStore<Subject> subjects() {
    return subjects;
  }

  /// Returns the tags of a resource.
  public Map<String, String> tags(String arn) {
    return tags.getOrDefault(arn, Map.of());
  }

  /// Replaces the tags of a resource.
  public void tag(String arn, Map<String, String> changed) {
    tags.put(arn, Collections.unmodifiableMap(new LinkedHashMap<>(changed)));
  }

  /// Deletes the tags of a deleted resource.
  public void untag(String arn) {
    tags.remove(arn);
  }
}
