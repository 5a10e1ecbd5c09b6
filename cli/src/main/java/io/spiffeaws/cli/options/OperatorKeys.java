package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.SharedKeys;
import io.spiffeaws.aws.operator.OperatorCredentials;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.console.ControllingTerminal;
import io.spiffeaws.secret.Secret;
import java.util.Optional;

/// The sources of the operator's own credentials.
final class OperatorKeys {
  private OperatorKeys() {}

  /// Returns the keys of the environment. The SDK would read the process's environment, which is
  /// not always the console's.
  static Optional<AwsKeys> ofEnvironment(Invocation invocation) {
    return invocation
        .environment("AWS_ACCESS_KEY_ID")
        .flatMap(id ->
            invocation
                .environment("AWS_SECRET_ACCESS_KEY")
                .map(secret ->
                    new AwsKeys(
                        id,
                        Secret.of(secret),
                        invocation.environment("AWS_SESSION_TOKEN").map(Secret::of))));
  }

  /// Returns the source for calls with these settings if the environment has no keys. It may ask
  /// for an MFA code on the terminal.
  static KeySource of(AwsSettings settings, Invocation invocation) {
    var console = invocation.console();
    return new SharedKeys(
        OperatorCredentials.of(
            settings,
            new OperatorCredentials.Caller(
                console.environment(),
                console.directory(),
                serial -> ControllingTerminal.ask(console, "MFA code of " + serial + ": "),
                invocation.clock()),
            invocation.calls(),
            invocation.sleeper()),
        invocation.clock());
  }
}
