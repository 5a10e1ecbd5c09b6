package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what is too wide in trust policies, and what in them does nothing.
public final class LintTrust {
  private static final int USUAL_QUOTA = 2048;

  private final List<FindingCode> ignored;

  /// @param ignored codes that are meant as they are
  public LintTrust(List<FindingCode> ignored) {
    this.ignored = List.copyOf(ignored);
  }

  /// What was found in one policy.
  ///
  /// @param name the role's, or the file's
  public record Linted(String name, List<Finding> findings) {
    public Linted {
      findings = List.copyOf(findings);
    }
  }

  /// @param looked at, those in which nothing was found too
  /// @param of how many roles there are
  public record Result(List<Linted> looked, int of) {
    public Result {
      looked = List.copyOf(looked);
    }

    /// How many findings there are.
    public int count() {
      return looked.stream().mapToInt(linted -> linted.findings().size()).sum();
    }
  }

  /// A policy that no role has yet. Calls nobody.
  ///
  /// @param name the file's, for messages
  public Result file(String name, TrustPolicy policy) {
    var findings = new ArrayList<>(new PolicyRules(policy, ofFile(name, policy)).findings());
    if (policy.length() > USUAL_QUOTA) {
      findings.add(
          new Finding(
              FindingCode.TOO_LONG,
              0,
              "",
              "the policy has %d characters without white space".formatted(policy.length()),
              "let in a pattern in place of many IDs, or share them out over several roles",
              Optional.empty()));
    }
    return new Result(List.of(new Linted(name, kept(findings))), 1);
  }

  /// The same policy, narrowed where that takes no decision.
  public TrustPolicy narrowed(String name, TrustPolicy policy) {
    return PolicyRules.narrowed(policy, ofFile(name, policy), ignored);
  }

  Linted linted(Role role, AccountProviders providers) {
    return new Linted(
        role.name(), kept(new PolicyRules(role.trust(), ofRole(role, providers)).findings()));
  }

  private List<Finding> kept(List<Finding> findings) {
    return findings.stream().filter(finding -> !ignored.contains(finding.code())).toList();
  }

  static LintContext ofRole(Role role, AccountProviders providers) {
    var parts = role.arn().split(":", 6);
    var account = Optional.of(parts.length > 4 ? parts[4] : "").filter(id -> !id.isEmpty());
    return new LintContext(account, providers, FixCommands.ofRole(role.name()));
  }

  /// The account is that of the providers, if they agree on one that may exist.
  private static LintContext ofFile(String name, TrustPolicy policy) {
    var accounts =
        policy.providers().stream()
            .map(ProviderArn::account)
            .filter(account -> account.matches("\\d{12}|[A-Za-z]+\\d+"))
            .distinct()
            .toList();
    return new LintContext(
        accounts.size() == 1 ? Optional.of(accounts.getFirst()) : Optional.empty(),
        AccountProviders.unknown(),
        FixCommands.ofFile(name));
  }
}
