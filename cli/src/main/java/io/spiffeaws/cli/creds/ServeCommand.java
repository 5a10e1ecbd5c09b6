package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ServeOptions;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.cli.view.ServedView;
import io.spiffeaws.cli.wiring.RefreshWiring;
import io.spiffeaws.credentials.endpoint.CheckEndpoint;
import io.spiffeaws.credentials.endpoint.ServedCredentials;
import io.spiffeaws.exec.SystemdNotification;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws creds serve`.
@Command(
    name = "serve",
    addMethodSubcommands = false,
    description = {
      "Serve renewed credentials to programs on this machine until interrupted",
      "SDKs read them from the container credentials endpoint with an authorization token,"
          + " or with --imds from the instance metadata service. The variables to set are printed."
          + " /healthz and /metrics report the status.",
      "A map has one object per path:",
      "  {\"/reports\": {\"role\": \"arn:aws:iam::123456789012:role/s3-app\","
          + " \"token_file\": \"/run/s3-app/token\"}}"
    },
    footer = {
      "# Serve one role",
      "spiffe-aws creds serve --role arn:aws:iam::123456789012:role/s3-app",
      "# Serve several roles on a Unix socket",
      "spiffe-aws creds serve --map roles.json \\",
      "  --listen unix:/run/spiffe-aws/creds.sock",
      "# Serve IMDSv2 to the programs of user 1000",
      "spiffe-aws creds serve --imds --allow-uid 1000 \\",
      "  --role arn:aws:iam::123456789012:role/s3-app"
    })
public final class ServeCommand implements CliCommand {
  @Mixin private ServeOptions options;
  @Mixin private SessionOptions session;

  @Override
  public int run(Invocation invocation) {
    if (options.check()) {
      new CheckEndpoint(invocation.timeout()).run(options.port());
      return ExitCode.DONE;
    }
    options.prepareTokenFile(invocation);
    try (var served = serve(invocation)) {
      if (invocation.console().ofProcess()) {
        Runtime.getRuntime().addShutdownHook(new Thread(served::close));
      }
      invocation
          .environment("NOTIFY_SOCKET")
          .ifPresent(socket -> SystemdNotification.ready(socket, "serving credentials"));
      return invocation.stay();
    }
  }

  private ServedCredentials serve(Invocation invocation) {
    var serve = new RefreshWiring(invocation).serveCredentials(session, !options.mapped());
    var view = new ServedView(invocation.output());
    if (options.imds()) {
      var served = serve.asMetadataService(options.port(), role(invocation), options.users());
      view.showMetadataService(served.address());
      return served;
    }
    var role = options.mapped() ? Optional.<RoleArn>empty() : Optional.of(role(invocation));
    var roles = options.roles(role, invocation);
    var address = options.address();
    var served = serve.forContainers(address, roles);
    view.showEndpoint(served.address(), address, roles);
    return served;
  }

  /// The role whose credentials are served: the last of a chain.
  private RoleArn role(Invocation invocation) {
    return session.request(invocation).target();
  }
}
