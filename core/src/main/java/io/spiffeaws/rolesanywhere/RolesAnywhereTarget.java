package io.spiffeaws.rolesanywhere;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.sts.RoleArn;

/// The trust anchor that a certificate is checked against, and the profile that lists the roles.
/// CreateSession requires both.
///
/// @param anchor the trust anchor; its region is called
/// @param profile a profile of the same account and region
public record RolesAnywhereTarget(RolesAnywhereArn anchor, RolesAnywhereArn profile) {
  private static final String CODE = "roles-anywhere-mismatch";

  /// Compares the two ARNs.
  ///
  /// @throws ProblemException malformed, if they differ in partition, region or account
  public RolesAnywhereTarget {
    compare("region", anchor.region(), profile.region());
    compare("account", anchor.account(), profile.account());
  }

  /// Returns the region to call.
  public String region() {
    return anchor.region();
  }

  /// Returns the same resources in another region of the same partition.
  public RolesAnywhereTarget inRegion(String region) {
    return new RolesAnywhereTarget(anchor.inRegion(region), profile.inRegion(region));
  }

  /// Checks that the profile can list a role: a role is passed to a profile (iam:PassRole), which
  /// is possible only within an account.
  ///
  /// @throws ProblemException malformed, if the role is in another account or partition
  public void check(RoleArn role) {
    if (!role.account().equals(profile.account())
        || !role.partition().equals(profile.partition())) {
      throw ProblemException.malformed(
          CODE,
          "role %s is not in the account of profile %s".formatted(role, profile),
          "specify a role of account %s; to assume a role of another account from there, add --chain"
              .formatted(profile.account()));
    }
  }

  private static void compare(String what, String ofAnchor, String ofProfile) {
    if (!ofAnchor.equals(ofProfile)) {
      throw ProblemException.malformed(
          CODE,
          "the %s of the trust anchor is %s, but that of the profile is %s"
              .formatted(what, ofAnchor, ofProfile),
          "specify a trust anchor and a profile of the same account and region");
    }
  }
}
