package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.MisspelledRole;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The roles of a profile, as IAM knows them.
///
/// @param roles of the account
record ProfileRoles(Roles roles) {
  /// Returns the roles, each once.
  ///
  /// @throws ProblemException missing, if one does not exist
  List<Role> resolve(List<RoleReference> references) {
    return references.stream().map(this::resolve).distinct().toList();
  }

  private Role resolve(RoleReference reference) {
    var name = reference.name().text();
    return roles.find(name).map(reference::checked).orElseThrow(() -> missing(reference));
  }

  private ProblemException missing(RoleReference reference) {
    return ProblemException.missing(
        "no-such-role",
        "role %s not found".formatted(reference),
        MisspelledRole.of(reference.name().text(), roles)
            .map(near -> "did you mean %s?".formatted(near.name()))
            .orElse("to list the roles, run: aws iam list-roles"));
  }

  /// Returns a warning for each role that does not trust IAM Roles Anywhere, or does not allow
  /// sessions of that duration.
  static List<String> warnings(List<Role> roles, Duration duration) {
    return Stream.concat(untrusting(roles), shorter(roles, duration)).toList();
  }

  private static Stream<String> untrusting(List<Role> roles) {
    return roles.stream()
        .filter(role -> !RolesAnywhereStatements.trusted(role.trust()))
        .map(role ->
            "role %s does not trust IAM Roles Anywhere, so AWS denies it; ".formatted(role.name())
                + "to see how to allow an ID, run: spiffe-aws trust add-sub --help");
  }

  private static Stream<String> shorter(List<Role> roles, Duration duration) {
    return roles.stream()
        .filter(role -> role.maxSession().compareTo(duration) < 0)
        .map(role ->
            "role %s allows sessions of %s, and the profile requests %s, which AWS denies; "
                    .formatted(
                        role.name(),
                        DurationText.print(role.maxSession()),
                        DurationText.print(duration))
                + TypedCommand.of(
                    "to allow it, run: aws iam update-role --role-name %s --max-session-duration %s",
                    role.name(), duration.toSeconds()));
  }
}
