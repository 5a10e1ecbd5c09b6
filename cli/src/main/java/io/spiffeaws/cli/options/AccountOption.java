package io.spiffeaws.cli.options;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--account` of a render command: the account of roles that the chain names only.
public final class AccountOption {
  @Option(names = "--account", paramLabel = "ACCOUNT", description = "AWS account ID of the roles")
  private @Nullable String account;

  /// @throws ProblemException malformed, if it is not an account ID of AWS
  public Optional<String> account(Invocation invocation) {
    return invocation.named(account, "--account").map(value -> value.parse(AccountRule.AWS::check));
  }
}
