package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.policy.ProviderArn;

/// The commands that put a finding right.
///
/// @param role its name; empty where the policy is a file's
/// @param file the file's name; empty where the policy is a role's
record FixCommands(String role, String file) {
  static FixCommands ofRole(String name) {
    return new FixCommands(name, "");
  }

  static FixCommands ofFile(String name) {
    return new FixCommands("", name);
  }

  /// For a statement that names no subject.
  String name(ProviderArn provider) {
    return role.isEmpty()
        ? policy(provider)
        : TypedCommand.of(
            "spiffe-aws trust add-sub %s ID --narrow --issuer %s", role, provider.url());
  }

  /// For a subject that stands for too many.
  String replace(ProviderArn provider, String subject) {
    return role.isEmpty()
        ? "name IDs in place of %s; a whole policy: %s".formatted(subject, policy(provider))
        : TypedCommand.of(
            "spiffe-aws trust add-sub %s ID --in-place-of %s --issuer %s",
            role, subject, provider.url());
  }

  /// For a subject that is of no use.
  String remove(ProviderArn provider, String subject) {
    return role.isEmpty()
        ? "take " + subject + " out"
        : TypedCommand.of(
            "spiffe-aws trust remove-sub %s %s --issuer %s", role, subject, provider.url());
  }

  /// For what needs no decision.
  String fix() {
    return role.isEmpty()
        ? TypedCommand.of("spiffe-aws trust lint -f %s --fix", file)
        : TypedCommand.of("spiffe-aws trust lint %s --fix", role);
  }

  /// For what only its author can decide.
  String edit(String what) {
    return role.isEmpty()
        ? what
        : what
            + ": aws iam update-assume-role-policy --role-name %s --policy-document file://trust.json"
                .formatted(role);
  }

  private static String policy(ProviderArn provider) {
    return TypedCommand.of(
        "spiffe-aws trust policy ID --issuer %s --account %s", provider.url(), provider.account());
  }
}
