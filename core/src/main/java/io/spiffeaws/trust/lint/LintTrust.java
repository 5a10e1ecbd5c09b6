package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds parts of trust policies that are too wide or have no effect.
public final class LintTrust {
  private static final int USUAL_QUOTA = 2048;

  private final List<FindingCode> ignored;

  /// @param ignored codes of findings that are not reported
  public LintTrust(List<FindingCode> ignored) {
    this.ignored = List.copyOf(ignored);
  }

  /// The findings in one policy.
  ///
  /// @param name name of the role or the file
  public record PolicyFindings(String name, List<Finding> findings) {
    public PolicyFindings {
      findings = List.copyOf(findings);
    }
  }

  /// The result of a run.
  ///
  /// @param policies the checked policies, including those without findings
  /// @param total number of roles in the account, or 1 for a file
  public record Result(List<PolicyFindings> policies, int total) {
    public Result {
      policies = List.copyOf(policies);
    }

    /// The number of findings.
    public int count() {
      return policies.stream().mapToInt(policy -> policy.findings().size()).sum();
    }
  }

  /// Checks a policy in a file. Makes no calls.
  ///
  /// @param name the file's name, for messages
  public Result file(String name, TrustPolicy policy) {
    var findings = new ArrayList<>(new PolicyRules(policy, ofFile(name, policy)).findings());
    if (policy.length() > USUAL_QUOTA) {
      findings.add(
          new Finding(
              FindingCode.TOO_LONG,
              0,
              "",
              "the policy has %d characters without white space".formatted(policy.length()),
              "use a pattern instead of many IDs, or distribute the IDs over several roles",
              Optional.empty()));
    }
    return new Result(List.of(new PolicyFindings(name, notIgnored(findings))), 1);
  }

  /// Returns the policy with all automatic fixes applied.
  public TrustPolicy fixed(String name, TrustPolicy policy) {
    return PolicyRules.fixed(policy, ofFile(name, policy), ignored);
  }

  /// Returns the trust policy of a role with all automatic fixes applied, as `trust lint --fix`
  /// writes it.
  public static TrustPolicy fixed(Role role, AccountProviders providers) {
    return PolicyRules.fixed(role.trust(), ofRole(role, providers), List.of());
  }

  PolicyFindings check(Role role, AccountProviders providers) {
    return new PolicyFindings(
        role.name(), notIgnored(new PolicyRules(role.trust(), ofRole(role, providers)).findings()));
  }

  private List<Finding> notIgnored(List<Finding> findings) {
    return findings.stream().filter(finding -> !ignored.contains(finding.code())).toList();
  }

  static LintContext ofRole(Role role, AccountProviders providers) {
    var parts = role.arn().split(":", 6);
    var account = Optional.of(parts.length > 4 ? parts[4] : "").filter(id -> !id.isEmpty());
    return new LintContext(account, providers, FixCommands.ofRole(role.name()));
  }

  /// The account is the one in the provider ARNs, if they all name the same valid account.
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
