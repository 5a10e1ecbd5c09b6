package io.spiffeaws.cli.trust.anchor;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.ResourceArgument;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.AnchorSyncView;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import io.spiffeaws.exec.SystemdNotification;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.anchor.SyncAnchor;
import io.spiffeaws.rolesanywhere.anchor.WatchAnchor;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust anchor sync`.
@Command(
    name = "sync",
    addMethodSubcommands = false,
    description = {
      "Keep a trust anchor equal to the CAs of the SPIRE server through rotations",
      "A prepared CA is added before it signs. An old one stays while its X509-SVIDs may be"
          + " valid: until it expires, or is tainted or revoked. A tainted CA is removed at once."
          + " With an UpstreamAuthority, the trust anchor gets the roots in the bundle.",
      "A trust anchor holds two CAs. If three have a use, those whose X509-SVIDs may be valid"
          + " have precedence over the prepared one, which is reported. More of them are an error."
    },
    footer = {
      "# Once, without changes",
      "spiffe-aws trust anchor sync spire --dry-run",
      "# Until interrupted, on the host of the SPIRE server",
      "spiffe-aws trust anchor sync spire --watch --svid-ttl 1h"
    })
public final class SyncCommand implements CliCommand {
  private static final int INTERRUPTED = 128 + 2;

  @Mixin private ServerOptions server;
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name or ARN of the trust anchor",
      converter = ResourceArgument.Anchor.class)
  private ResourceReference anchor;

  @Option(
      names = "--watch",
      description = "Update until interrupted; while the server is unavailable, nothing changes")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = {"With --watch: how often to read the CAs of the server", "[default: 5s]"})
  private Duration interval = Duration.ofSeconds(5);

  @Option(
      names = "--svid-ttl",
      paramLabel = "DURATION",
      description = {
        "With --watch, the lifetime of X509-SVIDs, after which a replaced CA gives way",
        "[default: until the CA expires]"
      })
  private @Nullable Duration svidTtl;

  @Override
  public int run(Invocation invocation) {
    checkUsage();
    var request = new SyncAnchor.Request(anchor, dryRun.dryRun());
    try (var wiring = new ManagementWiring(invocation, aws, anchor)) {
      var sync = wiring.syncAnchor(server, Optional.ofNullable(svidTtl));
      var report = sync.run(request);
      var code = TrustView.show(report, invocation.output());
      if (!watch) {
        return code;
      }
      invocation
          .environment("NOTIFY_SOCKET")
          .ifPresent(socket -> SystemdNotification.ready(socket, "syncing " + anchor));
      new WatchAnchor(
              sync,
              invocation.sleeper(),
              new AnchorSyncView(invocation.output()),
              report.warnings())
          .run(request, interval);
      return INTERRUPTED;
    }
  }

  private void checkUsage() {
    if (watch && dryRun.dryRun()) {
      throw ProblemException.malformed("usage", "--watch and --dry-run exclude each other", "");
    }
    if (interval.isZero()) {
      throw ProblemException.malformed("usage", "--interval must be at least 1s", "");
    }
  }
}
