package io.spiffeaws.cli.jwt;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.RunsProgram;
import io.spiffeaws.cli.options.NotifyOptions;
import io.spiffeaws.cli.options.TokenFileOptions;
import io.spiffeaws.cli.options.WaitOption;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.cli.view.TokenView;
import io.spiffeaws.cli.view.WatchView;
import io.spiffeaws.cli.wiring.ProgramWiring;
import io.spiffeaws.cli.wiring.WatchWiring;
import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.ProgramSearch;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.watch.Notification;
import io.spiffeaws.watch.Notifier;
import io.spiffeaws.watch.WatchSession;
import io.spiffeaws.watch.WatchTokens;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws jwt watch`.
@Command(
    name = "watch",
    addMethodSubcommands = false,
    description = {
      "Write tokens to files and renew them, for AWS_WEB_IDENTITY_TOKEN_FILE",
      "Each token is renewed when half of its lifetime is over. If the agent is unavailable"
          + " or denies a token, the current token stays in the file and renewal is retried."
          + " Several files need --audience and --out in pairs.",
      "COMMAND starts when the files are written. It receives the signals, and when it ends,"
          + " so does spiffe-aws. With --fail-on-expiry, the exit code is 3 if a token expires and"
          + " there is no newer one, and COMMAND is terminated; otherwise this is reported and"
          + " renewal is retried."
    },
    footer = {
      "# Keep a token file up to date until interrupted",
      "spiffe-aws jwt watch --out /run/s3-app/token",
      "# Run a program alongside, which assumes the role itself",
      "AWS_WEB_IDENTITY_TOKEN_FILE=/run/s3-app/token \\",
      "  AWS_ROLE_ARN=arn:aws:iam::123456789012:role/s3-app \\",
      "  spiffe-aws jwt watch --out /run/s3-app/token \\",
      "  -- aws s3 sync data s3://reports/2026",
      "# Write the file once, in an init container",
      "spiffe-aws jwt watch --once --out /run/s3-app/token"
    })
public final class WatchCommand implements CliCommand, RunsProgram {
  @Mixin private TokenFileOptions files;
  @Mixin private NotifyOptions notify;

  @Option(names = "--once", description = "Write the files and exit, for an init container")
  private boolean once;

  @Option(
      names = "--fail-on-expiry",
      description = "Exit with code 3 if a token expires before it can be renewed")
  private boolean failOnExpiry;

  @Mixin private WorkloadOptions workload;
  @Mixin private WaitOption wait;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Command to run and its arguments; options of spiffe-aws come before it")
  private List<String> command = new ArrayList<>();

  @Override
  public List<String> program() {
    return command;
  }

  @Override
  public int run(Invocation invocation) {
    var request = files.request(invocation, workload);
    var wiring = new WatchWiring(invocation);
    var notification = notify.notification(invocation, wiring::programsBeside);
    var tokens = wiring.watchTokens(workload, wait);
    if (once) {
      return once(tokens, request, notification, invocation);
    }
    try {
      return command.isEmpty()
          ? stay(tokens, request, notification, invocation)
          : runBeside(tokens, request, notification, invocation);
    } catch (ProgramFailure e) {
      ProblemView.show(e.problem(), invocation.output());
      return e.code();
    }
  }

  private int once(
      WatchTokens tokens,
      WatchTokens.Request request,
      Notification notification,
      Invocation invocation) {
    if (!command.isEmpty()) {
      throw ProblemException.malformed(
          "usage", "--once and COMMAND exclude each other", "run the command afterwards");
    }
    TokenView.showWritten(
        tokens.once(request, new WatchView(invocation.output())), invocation.output());
    notification.send();
    return ExitCode.DONE;
  }

  private int stay(
      WatchTokens tokens,
      WatchTokens.Request request,
      Notification notification,
      Invocation invocation) {
    var view = new WatchView(invocation.output());
    var notifier = new Notifier(notification, view::notificationFailed);
    try (var watch = tokens.start(request, view, notifier::changed)) {
      notifier.changed();
      new WatchSession(watch, failOnExpiry).stay();
      return ExitCode.DONE;
    }
  }

  /// Runs the command. The files exist before it starts, so it is not notified of their first
  /// write.
  private int runBeside(
      WatchTokens tokens,
      WatchTokens.Request request,
      Notification notification,
      Invocation invocation) {
    var console = invocation.console();
    var program =
        ProgramSearch.find(command.getFirst(), console.environment(), console.directory());
    var runner = ProgramWiring.supervised(console);
    var view = new WatchView(invocation.output());
    var notifier = new Notifier(notification, view::notificationFailed);
    try (var watch = tokens.start(request, view, notifier::changed)) {
      return new WatchSession(watch, failOnExpiry)
          .run(
              runner,
              new ProgramCall(program, command, console.environment(), console.directory()));
    }
  }
}
