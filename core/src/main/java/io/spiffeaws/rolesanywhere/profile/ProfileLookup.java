package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.management.ResourceLookup;
import io.spiffeaws.rolesanywhere.management.ResourceReference;

/// Finds profiles for commands.
public final class ProfileLookup {
  private ProfileLookup() {}

  /// Returns the lookup among the profiles of the account.
  public static ResourceLookup<RolesAnywhereProfile> of(RolesAnywhereProfiles profiles) {
    return new ResourceLookup<>(
        profiles::list,
        profiles::find,
        profiles::tags,
        profile -> profile.settings().name(),
        RolesAnywhereProfile::arn);
  }

  /// Returns the hint for a profile that does not exist.
  public static String creation(ResourceReference reference) {
    return TypedCommand.of(
        "create it with: spiffe-aws trust profile create %s --role ROLE", reference);
  }
}
