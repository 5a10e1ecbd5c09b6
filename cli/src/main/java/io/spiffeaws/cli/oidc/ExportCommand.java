package io.spiffeaws.cli.oidc;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.view.ExportView;
import io.spiffeaws.cli.wiring.OidcWiring;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.exec.SystemdNotification;
import io.spiffeaws.oidc.publish.ExportIssuer;
import io.spiffeaws.oidc.publish.IssuerPublisher;
import io.spiffeaws.oidc.publish.WatchIssuer;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.S3Location;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws oidc export`.
@Command(
    name = "export",
    addMethodSubcommands = false,
    description = {
      "Publish the issuer's discovery document and keys as files or in a bucket",
      "They are created from the SPIRE server's keys for JWT-SVIDs:"
          + " .well-known/openid-configuration and keys. Any web server or a bucket can serve"
          + " them, so the SPIRE server can stay private.",
      "A key that the server has removed stays published for --keep, because tokens that it"
          + " signed may be in use. This is the longest token lifetime plus the 5 minutes that AWS"
          + " adds. A key that the server marks as tainted is removed at once; --keep 0 also"
          + " removes a stolen key at once."
    },
    footer = {
      "# Write the files once, for a web server",
      "spiffe-aws oidc export --issuer https://oidc.example.org --out /var/www/oidc",
      "# Keep them up to date in a bucket",
      "spiffe-aws oidc export --issuer https://oidc.example.org \\",
      "  --s3 oidc-example-org --watch"
    })
public final class ExportCommand implements CliCommand {
  private static final int INTERRUPTED = 128 + 2;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory that a web server serves at the issuer URL")
  private @Nullable String directory;

  @Option(
      names = "--s3",
      paramLabel = "BUCKET[/PREFIX]",
      description = "Bucket to upload to; PREFIX is the path of the issuer URL")
  private @Nullable String bucket;

  @Option(
      names = "--watch",
      description = "Update until interrupted; while the server is unavailable, nothing changes")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = {"With --watch: how often to read the keys of the server", "[default: 10s]"})
  private Duration interval = Duration.ofSeconds(10);

  @Option(
      names = "--keep",
      paramLabel = "DURATION",
      description = {
        "How long a key stays published after the server has removed it",
        "[default: 1h5m]"
      })
  private Duration keep = Duration.ofMinutes(65);

  @Mixin private IssuerOption issuer;
  @Mixin private ServerOptions server;
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    checkUsage();
    var request = new ExportIssuer.Request(issuer.required(invocation), keep, dryRun.dryRun());
    try (var spire = SpireWiring.open(server, invocation);
        var files = files(invocation)) {
      var export = new ExportIssuer(spire.bundles(), files, invocation.clock());
      var code = ChangesView.show(export.run(request), invocation.output());
      if (!watch) {
        return code;
      }
      invocation
          .environment("NOTIFY_SOCKET")
          .ifPresent(socket -> SystemdNotification.ready(socket, "publishing " + request.issuer()));
      new WatchIssuer(export, invocation.sleeper(), new ExportView(invocation.output()))
          .run(request, interval);
      return INTERRUPTED;
    }
  }

  private IssuerPublisher files(Invocation invocation) {
    var wiring = new OidcWiring(invocation);
    return directory == null
        ? wiring.bucket(S3Location.parse("s3://" + bucket), aws)
        : wiring.directory(directory);
  }

  private void checkUsage() {
    if ((directory == null) == (bucket == null)) {
      throw ProblemException.malformed("usage", "specify either --out or --s3", "");
    }
    if (watch && dryRun.dryRun()) {
      throw ProblemException.malformed("usage", "--watch and --dry-run exclude each other", "");
    }
    if (interval.isZero()) {
      throw ProblemException.malformed("usage", "--interval must be at least 1s", "");
    }
  }
}
