package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.Optional;

/// The commands that fix a finding, as hints.
///
/// @param role the role's name; empty if the policy is in a file
/// @param file the file's name; empty if the policy belongs to a role
record FixCommands(String role, String file) {
  static FixCommands ofRole(String name) {
    return new FixCommands(name, "");
  }

  static FixCommands ofFile(String name) {
    return new FixCommands("", name);
  }

  /// For a statement that lists no subject.
  String name(ProviderArn provider) {
    return role.isEmpty()
        ? policy(provider)
        : TypedCommand.of(
            "to allow only one ID, run: spiffe-aws trust add-sub %s ID --narrow --issuer %s",
            role, provider.url());
  }

  /// For a pattern that matches too many subjects.
  String replace(ProviderArn provider, String subject) {
    return role.isEmpty()
        ? "list IDs instead of %s; %s".formatted(subject, policy(provider))
        : TypedCommand.of(
            "to replace it, run: spiffe-aws trust add-sub %s ID --in-place-of %s --issuer %s",
            role, subject, provider.url());
  }

  /// For a subject that has no effect.
  String remove(ProviderArn provider, String subject) {
    return role.isEmpty()
        ? "remove " + subject
        : TypedCommand.of(
            "to remove it, run: spiffe-aws trust remove-sub %s %s --issuer %s",
            role, subject, provider.url());
  }

  /// For a statement of IAM Roles Anywhere that lists no ID.
  String name(Optional<RolesAnywhereArn> anchor) {
    return role.isEmpty()
        ? policy(anchor)
        : TypedCommand.of(
            "to allow only one ID, run: spiffe-aws trust add-sub %s ID --narrow"
                + " --trust-anchor-arn %s",
            role, text(anchor));
  }

  /// For a pattern of IAM Roles Anywhere that matches too many IDs.
  String replace(Optional<RolesAnywhereArn> anchor, String subject) {
    return role.isEmpty()
        ? "list IDs instead of %s; %s".formatted(subject, policy(anchor))
        : TypedCommand.of(
            "to replace it, run: spiffe-aws trust add-sub %s ID --in-place-of %s"
                + " --trust-anchor-arn %s",
            role, subject, text(anchor));
  }

  /// For an ID of IAM Roles Anywhere that has no effect.
  String remove(Optional<RolesAnywhereArn> anchor, String subject) {
    return role.isEmpty()
        ? "remove " + subject
        : TypedCommand.of(
            "to remove it, run: spiffe-aws trust remove-sub %s %s --trust-anchor-arn %s",
            role, subject, text(anchor));
  }

  private static String text(Optional<RolesAnywhereArn> anchor) {
    return anchor.map(RolesAnywhereArn::toString).orElse("ARN");
  }

  private static String policy(Optional<RolesAnywhereArn> anchor) {
    return TypedCommand.of(
        "to print a policy for one ID, run: spiffe-aws trust policy ID --trust-anchor-arn %s",
        text(anchor));
  }

  /// For a finding that can be fixed automatically.
  String fix() {
    return role.isEmpty()
        ? TypedCommand.of("to fix it, run: spiffe-aws trust lint -f %s --fix", file)
        : TypedCommand.of("to fix it, run: spiffe-aws trust lint %s --fix", role);
  }

  /// For a finding that only the author of the policy can fix.
  ///
  /// @param what the edit, in the imperative
  String edit(String what) {
    return role.isEmpty()
        ? what
        : what
            + ", then run: aws iam update-assume-role-policy --role-name %s".formatted(role)
            + " --policy-document file://trust.json";
  }

  private static String policy(ProviderArn provider) {
    return TypedCommand.of(
        "to print a policy for one ID, run: spiffe-aws trust policy ID --issuer %s --account %s",
        provider.url(), provider.account());
  }
}
