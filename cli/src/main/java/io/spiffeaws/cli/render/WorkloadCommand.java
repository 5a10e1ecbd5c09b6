package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AccountOption;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.AwsRegion;
import io.spiffeaws.cli.options.ChainFileOption;
import io.spiffeaws.cli.options.MountOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.cli.options.RolesAnywhereTargetOptions;
import io.spiffeaws.render.kubernetes.Images;
import io.spiffeaws.render.kubernetes.RenderWorkloads;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render workload`.
@Command(
    name = "workload",
    addMethodSubcommands = false,
    description = {
      "Write ServiceAccount and Deployment for the workloads that run in pods",
      "A sidecar renews the token file. The program has AWS_ROLE_ARN and"
          + " AWS_WEB_IDENTITY_TOKEN_FILE, which every AWS SDK reads. If its role accepts no tokens,"
          + " the sidecar serves credentials of IAM Roles Anywhere.",
      "Components for --image: spire-server, spire-agent, oidc-discovery-provider,"
          + " spiffe-csi-driver, csi-node-driver-registrar, spire-controller-manager and"
          + " spiffe-aws. A directory of the node (--agent-socket hostpath) requires privileged"
          + " namespaces."
    },
    footer = {
      "# Print the manifests of all workloads in pods",
      "spiffe-aws render workload -f chain.yaml \\",
      "  --program registry.example.org/s3-app:1.0 \\",
      "  --account 123456789012",
      "# Write those of one workload to a directory",
      "spiffe-aws render workload -f chain.yaml \\",
      "  --program registry.example.org/s3-app:1.0 \\",
      "  --account 123456789012 --workload spiffe://example.org/ns/prod/sa/s3-app \\",
      "  --out manifests"
    })
public final class WorkloadCommand implements CliCommand {
  @Mixin private ChainFileOption file = new ChainFileOption();

  @Option(
      names = "--workload",
      paramLabel = "ID",
      description = {
        "SPIFFE ID of the workload",
        "[default: all whose selectors have a namespace and a service account]"
      })
  private List<SpiffeId> ids = new ArrayList<>();

  @Option(
      names = "--program",
      required = true,
      paramLabel = "IMAGE",
      description = "Image of the program, with its version or digest")
  private String program = "";

  @Mixin private AccountOption account = new AccountOption();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = {"AWS region for the program", "[env: AWS_REGION, AWS_DEFAULT_REGION]"})
  private @Nullable String region;

  @Mixin private RolesAnywhereTargetOptions rolesAnywhere;
  @Mixin private MountOptions mount = new MountOptions();
  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var request =
        new RenderWorkloads.Request(
            file.chain(allowPath, invocation),
            ids,
            Images.pinned(program),
            account.account(invocation),
            AwsRegion.named(region, invocation),
            rolesAnywhere.target(invocation),
            mount.mount(),
            mount.images());
    var render = new RenderWorkloads();
    var files = render.run(request);
    render.warnings(request).forEach(invocation.output()::warning);
    return RenderedFiles.write(files, out, invocation);
  }
}
