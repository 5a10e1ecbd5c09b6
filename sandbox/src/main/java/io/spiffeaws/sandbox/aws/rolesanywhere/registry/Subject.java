package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import io.spiffeaws.json.Json;
import java.time.Instant;
import java.util.List;

/// A certificate subject that has requested sessions.
///
/// @param x509Subject its distinguished name
/// @param credentials the certificates that it used, newest first, in the form of the API
public record Subject(
    Resource resource, String x509Subject, Instant lastSeen, List<Json.Obj> credentials)
    implements Identified {

  public Subject {
    credentials = List.copyOf(credentials);
  }
}
