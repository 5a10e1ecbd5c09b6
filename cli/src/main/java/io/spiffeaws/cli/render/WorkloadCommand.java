package io.spiffeaws.cli.render;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.MountOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
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
      "Write ServiceAccount and Deployment for the workloads of a chain that run in pods.",
      "A sidecar keeps the token fresh, and the program has AWS_ROLE_ARN and"
          + " AWS_WEB_IDENTITY_TOKEN_FILE, which every AWS SDK knows."
    })
public final class WorkloadCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "The chain, as chain.yaml; - for stdin.")
  private String file = "";

  @Option(
      names = "--workload",
      paramLabel = "ID",
      description =
          "The workload that is meant; repeat it for more (default: each whose selectors have a"
              + " namespace and a service account).")
  private List<SpiffeId> ids = new ArrayList<>();

  @Option(
      names = "--program",
      required = true,
      paramLabel = "IMAGE",
      description = "Image of the program, with its version or digest.")
  private String program = "";

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "Account of AWS, which the roles are in (default: none).")
  private @Nullable String account;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "Region of AWS for the program; env AWS_REGION, AWS_DEFAULT_REGION (default: none).")
  private @Nullable String region;

  @Mixin private MountOptions mount = new MountOptions();
  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var request =
        new RenderWorkloads.Request(
            ChainFile.read(file, allowPath.directories(invocation), invocation),
            ids,
            Images.pinned(program),
            invocation
                .named(account, "--account")
                .map(value -> value.parse(AccountRule.AWS::check)),
            invocation.setting(region, "AWS_REGION", "AWS_DEFAULT_REGION"),
            mount.mount(),
            mount.images());
    return RenderedFiles.give(new RenderWorkloads().run(request), out, invocation);
  }
}
