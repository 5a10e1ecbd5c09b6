package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.Xml;

/// Writes roles into responses.
final class RoleXml {
  private RoleXml() {}

  /// Writes a role.
  ///
  /// @param whole whether to write tags and boundary, which GetRole returns and ListRoles does not
  static void write(Xml xml, Role role, boolean whole) {
    xml.text("Path", role.identity().path())
        .text("RoleName", role.name())
        .text("RoleId", role.identity().id())
        .text("Arn", role.arn())
        .text("CreateDate", Timestamps.of(role.identity().created()))
        .text("AssumeRolePolicyDocument", PercentCode.encode(role.trust()));
    role.settings().description().ifPresent(description -> xml.text("Description", description));
    xml.text("MaxSessionDuration", Integer.toString(role.settings().maxSession()));
    if (whole) {
      role.policies()
          .boundary()
          .ifPresent(arn ->
              xml.element(
                  "PermissionsBoundary",
                  boundary ->
                      boundary
                          .text("PermissionsBoundaryType", "Policy")
                          .text("PermissionsBoundaryArn", arn)));
      if (!role.tags().isEmpty()) {
        Tags.write(xml, role.tags().entrySet());
      }
    }
  }
}
