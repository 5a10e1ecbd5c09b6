package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import java.util.List;
import java.util.Optional;

/// A profile: the roles that sessions are created for, and the limits of these sessions.
///
/// @param createdBy ARN of the caller that created it
public record Profile(
    Resource resource, String createdBy, Settings settings, AttributeMappings mappings)
    implements Identified {

  /// The properties that an update can change, and `requireInstanceProperties`.
  ///
  /// @param sessionPolicy a policy document
  /// @param durationSeconds longest session
  /// @param acceptRoleSessionName whether a request may specify the session name
  public record Settings(
      List<String> roleArns,
      Optional<String> sessionPolicy,
      List<String> managedPolicyArns,
      int durationSeconds,
      boolean acceptRoleSessionName,
      boolean requireInstanceProperties) {

    public Settings {
      roleArns = List.copyOf(roleArns);
      managedPolicyArns = List.copyOf(managedPolicyArns);
    }
  }

  public Profile with(Resource changed) {
    return new Profile(changed, createdBy, settings, mappings);
  }

  public Profile with(Settings changed) {
    return new Profile(resource, createdBy, changed, mappings);
  }

  public Profile with(AttributeMappings changed) {
    return new Profile(resource, createdBy, settings, changed);
  }
}
