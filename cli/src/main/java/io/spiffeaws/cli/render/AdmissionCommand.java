package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AccountOption;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.AwsRegion;
import io.spiffeaws.cli.options.ChainFileOption;
import io.spiffeaws.cli.options.KubernetesVersionOption;
import io.spiffeaws.cli.options.MountOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.kubernetes.RenderAdmission;
import io.spiffeaws.render.kubernetes.RoleViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render admission`.
@Command(
    name = "admission",
    addMethodSubcommands = false,
    description = {
      "Write admission policies that give pods of the chain the token sidecar",
      "A MutatingAdmissionPolicy adds the sidecar, its volumes and the AWS variables to new pods"
          + " whose service account is in the chain. Two ValidatingAdmissionPolicies reject pods"
          + " with an AWS_ROLE_ARN that the chain does not give them. The API server evaluates"
          + " them itself, without a webhook.",
      "The API of MutatingAdmissionPolicy is stable in Kubernetes 1.36. For 1.34 and 1.35,"
          + " specify --for, and enable the feature gate MutatingAdmissionPolicy and the API"
          + " admissionregistration.k8s.io/v1beta1 of the API server.",
      "A pod with the annotation spiffe-aws/inject: \"false\", or with its own sidecar, is not"
          + " changed. Components for --image: spiffe-aws."
    },
    footer = {
      "# Print the policies",
      "spiffe-aws render admission -f chain.yaml --account 123456789012",
      "# Apply them to a cluster of version 1.34, with warnings for other roles",
      "spiffe-aws render admission -f chain.yaml --account 123456789012 --for 1.34 \\",
      "  --other-roles warn | kubectl apply -f -"
    })
public final class AdmissionCommand implements CliCommand {
  @Mixin private ChainFileOption file = new ChainFileOption();

  @Mixin private AccountOption account = new AccountOption();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = {"AWS region for the programs", "[env: AWS_REGION, AWS_DEFAULT_REGION]"})
  private @Nullable String region;

  @Option(
      names = "--other-roles",
      paramLabel = "deny|warn",
      description = {
        "Reject pods that name another role, or only warn and write to the audit log",
        "[default: deny]"
      })
  private RoleViolation otherRoles = RoleViolation.deny;

  @Mixin private KubernetesVersionOption version = new KubernetesVersionOption();
  @Mixin private MountOptions mount = new MountOptions();
  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var request =
        new RenderAdmission.Request(
            file.chain(allowPath, invocation),
            account.account(invocation),
            AwsRegion.named(region, invocation),
            version.version(),
            otherRoles,
            mount.mount(),
            mount.images());
    var render = new RenderAdmission();
    var rendered = render.run(request);
    render.warnings(request).forEach(invocation.output()::warning);
    return RenderedFiles.write(List.of(rendered), out, invocation);
  }
}
