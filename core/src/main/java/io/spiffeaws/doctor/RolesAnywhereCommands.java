package io.spiffeaws.doctor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.Role;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The commands that change a trust anchor or a profile.
///
/// @param region of the operator's calls; empty if there is none
/// @param tags returns the tags of a resource
record RolesAnywhereCommands(
    Optional<String> region, Function<RolesAnywhereArn, Map<String, String>> tags) {
  /// The command that gives a trust anchor the CAs of the SPIRE server and enables it.
  String createAnchor(String name, RolesAnywhereArn arn) {
    return TypedCommand.of("spiffe-aws trust anchor create %s", reference(name, arn)) + adopt(arn);
  }

  /// The command that gives a trust anchor the CAs of the SPIRE server.
  String sync(String name, RolesAnywhereArn arn) {
    return isManaged(arn)
        ? TypedCommand.of("spiffe-aws trust anchor sync %s", reference(name, arn))
        : createAnchor(name, arn);
  }

  /// The command that adds a role to a profile and enables it.
  String createProfile(String name, RolesAnywhereArn arn, String role) {
    return TypedCommand.of(
            "spiffe-aws trust profile create %s --role %s", reference(name, arn), role)
        + adopt(arn);
  }

  static String list(String kind, RolesAnywhereTarget target) {
    return TypedCommand.of("spiffe-aws trust " + kind + " list --region %s", target.region());
  }

  /// A name is looked for in the region of the operator's calls.
  private String reference(String name, RolesAnywhereArn arn) {
    return region.filter(arn.region()::equals).isPresent() ? name : arn.toString();
  }

  private String adopt(RolesAnywhereArn arn) {
    return isManaged(arn) ? "" : " --adopt";
  }

  private boolean isManaged(RolesAnywhereArn arn) {
    try {
      return tags.apply(arn).containsKey(Role.MANAGED_TAG);
    } catch (ProblemException unknown) {
      return true;
    }
  }
}
