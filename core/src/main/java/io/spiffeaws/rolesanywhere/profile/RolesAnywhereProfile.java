package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;

/// A profile of IAM Roles Anywhere (API reference, `ProfileDetail`).
///
/// @param enabled whether it can be used
public record RolesAnywhereProfile(
    RolesAnywhereArn arn, boolean enabled, ProfileSettings settings) {}
