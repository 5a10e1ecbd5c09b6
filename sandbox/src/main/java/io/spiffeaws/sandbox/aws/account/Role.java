package io.spiffeaws.sandbox.aws.account;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role.
///
/// @param trust the trust policy, the text as given
/// @param maxSession longest session in seconds
/// @param inline documents of inline policies by name
/// @param attached ARNs of managed policies
/// @param boundary ARN of the permissions boundary
public record Role(
    String path,
    String name,
    String id,
    String arn,
    Instant created,
    Optional<String> description,
    int maxSession,
    String trust,
    Map<String, String> inline,
    List<String> attached,
    Optional<String> boundary,
    Map<String, String> tags) {

  public Role {
    inline = Collections.unmodifiableMap(new LinkedHashMap<>(inline));
    attached = List.copyOf(attached);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  public Role withTrust(String changed) {
    return new Role(
        path,
        name,
        id,
        arn,
        created,
        description,
        maxSession,
        changed,
        inline,
        attached,
        boundary,
        tags);
  }

  public Role withSettings(Optional<String> newDescription, int newMaxSession) {
    return new Role(
        path,
        name,
        id,
        arn,
        created,
        newDescription,
        newMaxSession,
        trust,
        inline,
        attached,
        boundary,
        tags);
  }

  public Role withInline(Map<String, String> changed) {
    return new Role(
        path,
        name,
        id,
        arn,
        created,
        description,
        maxSession,
        trust,
        changed,
        attached,
        boundary,
        tags);
  }

  public Role withAttached(List<String> changed) {
    return new Role(
        path,
        name,
        id,
        arn,
        created,
        description,
        maxSession,
        trust,
        inline,
        changed,
        boundary,
        tags);
  }

  public Role withBoundary(Optional<String> changed) {
    return new Role(
        path,
        name,
        id,
        arn,
        created,
        description,
        maxSession,
        trust,
        inline,
        attached,
        changed,
        tags);
  }

  public Role withTags(Map<String, String> changed) {
    return new Role(
        path,
        name,
        id,
        arn,
        created,
        description,
        maxSession,
        trust,
        inline,
        attached,
        boundary,
        changed);
  }
}
