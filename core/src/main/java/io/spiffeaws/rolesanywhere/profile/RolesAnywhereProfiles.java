package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The profiles of IAM Roles Anywhere of an account and region. Every method may throw a
/// [io.spiffeaws.problem.ProblemException]: missing, refused or unreachable. An account may make
/// one management call a second; an adapter keeps to that. Thread-safe.
public interface RolesAnywhereProfiles {
  /// Returns all profiles; reads all pages.
  List<RolesAnywhereProfile> list();

  /// Returns the profile, or empty if there is none with that ARN.
  Optional<RolesAnywhereProfile> find(RolesAnywhereArn arn);

  /// Creates an enabled profile.
  RolesAnywhereProfile create(ProfileSettings settings, Map<String, String> tags);

  /// Replaces all settings.
  RolesAnywhereProfile update(RolesAnywhereArn arn, ProfileSettings settings);

  void enable(RolesAnywhereArn arn);

  /// Deletes the profile; does nothing if it does not exist.
  void delete(RolesAnywhereArn arn);

  /// Returns its tags by key.
  Map<String, String> tags(RolesAnywhereArn arn);

  void tag(RolesAnywhereArn arn, Map<String, String> tags);
}
