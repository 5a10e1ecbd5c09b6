package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import java.time.Instant;
import java.util.UUID;

/// The properties that all resources of the service have.
///
/// @param id a UUID
/// @param region the region that the resource belongs to
public record Resource(
    String id,
    String arn,
    String region,
    String name,
    boolean enabled,
    Instant created,
    Instant updated) {

  /// Creates the properties of a new resource.
  ///
  /// @param type as in the ARN, for example `trust-anchor`
  public static Resource create(
      String type, String account, String region, String name, boolean enabled, Instant now) {
    var id = UUID.randomUUID().toString();
    return new Resource(id, arn(type, account, region, id), region, name, enabled, now, now);
  }

  /// Returns the ARN of a resource.
  public static String arn(String type, String account, String region, String id) {
    return "arn:aws:rolesanywhere:%s:%s:%s/%s".formatted(region, account, type, id);
  }

  public Resource named(String changed, Instant now) {
    return new Resource(id, arn, region, changed, enabled, created, now);
  }

  public Resource enabled(boolean changed, Instant now) {
    return new Resource(id, arn, region, name, changed, created, now);
  }
}
