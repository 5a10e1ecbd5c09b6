package io.spiffeaws.cli.trust.anchor;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.ResourceArgument;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.TagOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import io.spiffeaws.rolesanywhere.anchor.CreateAnchor;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust anchor create`.
@Command(
    name = "create",
    addMethodSubcommands = false,
    description = {
      "Create a trust anchor with the CAs of the SPIRE server, or replace its CAs",
      "The CAs are the one that signs X509-SVIDs, the one before it while X509-SVIDs of it may be"
          + " valid, and the prepared one; with an UpstreamAuthority, the roots in the bundle. A"
          + " trust anchor holds two. Next, allow IDs with trust role create --trust-anchor-arn or"
          + " trust add-sub --trust-anchor-arn, then create a profile with trust profile create."
          + " --adopt changes a trust anchor that has no tag spiffe-aws."
    },
    footer = {
      "# With the CA of the SPIRE server",
      "spiffe-aws trust anchor create spire",
      "# With the CAs in a file, without changes",
      "spiffe-aws trust anchor create spire --bundle bundle.pem --dry-run"
    })
public final class CreateCommand implements CliCommand {
  @Mixin private ServerOptions server;
  @Mixin private AwsOptions aws;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name of the trust anchor, or the ARN of an existing one",
      converter = ResourceArgument.Anchor.class)
  private ResourceReference anchor;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "PEM file of one or two CAs, instead of those of the SPIRE server")
  private @Nullable String bundle;

  @Option(names = "--adopt", description = "Change a trust anchor that spiffe-aws did not create")
  private boolean adopt;

  @Mixin private TagOption tags;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws, anchor)) {
      var cas = bundle == null ? wiring.serverCas(server) : wiring.fileCas(bundle);
      var request = new CreateAnchor.Request(anchor, cas, tags.tags(), adopt, dryRun.dryRun());
      return TrustView.show(wiring.createAnchor().run(request), invocation.output());
    }
  }
}
