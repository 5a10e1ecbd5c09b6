package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.Optional;
import java.util.regex.Pattern;

/// A role's name or ARN as specified for a command. IAM finds a role by its name in the account of
/// the credentials. So the account, partition and path of an ARN are compared with the role found.
///
/// @param arn `arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME`; empty if only the name is given
public record RoleReference(RoleName name, Optional<String> arn) {
  private static final Pattern ARN =
      Pattern.compile("arn:([^:]+):iam::([^:]*):role(/|/[!-~&&[^:]]+/)([^/:]+)");

  /// Parses a name or an ARN.
  ///
  /// @throws ProblemException malformed
  public static RoleReference parse(String text) {
    if (!text.startsWith("arn:")) {
      return of(new RoleName(text));
    }
    var parts = ARN.matcher(text);
    if (!parts.matches()) {
      throw ProblemException.malformed(
          "malformed-role-arn",
          "\"" + text + "\" is not the ARN of a role",
          "write it as arn:aws:iam::ACCOUNT:role/NAME");
    }
    return new RoleReference(new RoleName(parts.group(4)), Optional.of(text));
  }

  /// A role of that name, in any account and with any path.
  public static RoleReference of(RoleName name) {
    return new RoleReference(name, Optional.empty());
  }

  /// The path of the ARN, with a slash at both ends; empty if only the name is given.
  public Optional<String> path() {
    return part(3);
  }

  /// Checks that a role to create in the account of a provider would have the ARN.
  ///
  /// @throws ProblemException missing: the ARN is of another account or partition
  public void checkAccount(ProviderArn provider) {
    var meant = part(1).orElse("") + ":iam::" + part(2).orElse("");
    var account = provider.partition() + ":iam::" + provider.account();
    if (arn.isPresent() && !meant.equals(account)) {
      throw new ProblemException(
          elsewhere(
              arn.get(),
              "are for arn:" + account,
              otherAccount()
                  + "; to create it in account %s, specify only its name: %s"
                      .formatted(provider.account(), name)));
    }
  }

  /// Returns the role that IAM found by the name.
  ///
  /// @throws ProblemException missing: it has another ARN
  public Role checked(Role found) {
    if (arn.isPresent() && !arn.get().equals(found.arn())) {
      var account = found.arn().replaceFirst(":role/.*", "");
      var same = arn.get().startsWith(account + ":");
      var meant = "to use that role, specify " + TypedCommand.word(found.arn());
      throw new ProblemException(
          elsewhere(
              arn.get(), "reach " + found.arn(), same ? meant : otherAccount() + "; " + meant));
    }
    return found;
  }

  private static Problem elsewhere(String meant, String actual, String hint) {
    return new Problem.Missing(
        "role-elsewhere", "role %s not found: the credentials %s".formatted(meant, actual), hint);
  }

  private String otherAccount() {
    return "specify credentials of account %s%s with --profile or AWS_PROFILE"
        .formatted(
            part(2).orElse(""),
            part(1)
                .filter(partition -> !partition.equals("aws"))
                .map(" of partition "::concat)
                .orElse(""));
  }

  private Optional<String> part(int group) {
    return arn.map(ARN::matcher).filter(parts -> parts.matches()).map(parts -> parts.group(group));
  }

  @Override
  public String toString() {
    return arn.orElse(name.text());
  }
}
