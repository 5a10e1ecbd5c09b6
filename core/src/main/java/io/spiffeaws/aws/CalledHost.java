package io.spiffeaws.aws;

import java.util.Optional;

/// The host of a call, for messages about a call without an answer.
///
/// @param name the host, with the port if it is not 443; empty if it is unknown
/// @param setting the variable or the setting of a profile that specifies the endpoint; empty if it
///   is AWS's own
public record CalledHost(String name, Optional<String> setting) {
  static final CalledHost UNKNOWN = new CalledHost("", Optional.empty());

  /// Returns the service with its host.
  String of(String service) {
    return name.isEmpty() ? service : service + " at " + name;
  }
}
