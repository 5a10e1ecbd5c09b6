package io.spiffeaws.s3;

import io.spiffeaws.trust.iam.Role;
import java.util.List;
import java.util.Optional;

/// The policies that decide about the permissions of a role.
///
/// @param role the role
/// @param identity its inline and managed policies
/// @param boundary its permissions boundary
public record RolePermissions(
    Role role, List<PermissionPolicy> identity, Optional<PermissionPolicy> boundary) {
  public RolePermissions {
    identity = List.copyOf(identity);
  }
}
