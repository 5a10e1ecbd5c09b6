package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.policy.ProviderArn;

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
