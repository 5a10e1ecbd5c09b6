package io.spiffeaws.cli;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestJson;
import io.spiffeaws.chain.manifest.ManifestYaml;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.OwnerOptions;
import io.spiffeaws.cli.options.RolesAnywhereTargetOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws import`.
@Command(
    name = "import",
    addMethodSubcommands = false,
    description = {
      "Print a chain file of existing entries, the provider and its roles",
      "With an issuer, the chain has its OIDC provider and the roles that trust it. With a trust"
          + " anchor and a profile, it has these and the roles of the profile. What a"
          + " chain file cannot express is reported on standard error."
    },
    footer = {
      "# Entries only",
      "spiffe-aws import > chain.yaml",
      "# Entries, provider and roles",
      "spiffe-aws import --issuer https://oidc.example.org --name prod > chain.yaml"
    })
public final class ImportCommand implements CliCommand {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Issuer whose provider and roles to include",
        "[env: SPIFFE_AWS_ISSUER] [default: entries only]"
      })
  private @Nullable String issuer;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = {
        "Name of the chain",
        "[default: that of the chain that manages the resources, else chain]"
      })
  private @Nullable String name;

  @Mixin private RolesAnywhereTargetOptions rolesAnywhere;
  @Mixin private OwnerOptions owner = new OwnerOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Override
  public int run(Invocation invocation) {
    var url = IssuerOption.named(issuer, invocation);
    var output = invocation.output();
    var target = rolesAnywhere.target(invocation);
    var withAws = url.isPresent() || target.isPresent();
    try (var wiring = ChainWiring.open(withAws, server, aws, invocation)) {
      var imported = wiring.importChain(owner.owner(invocation)).run(url, target, named());
      if (!invocation.global().quiet()) {
        imported.notes().forEach(output::warning);
      }
      output.result(
          () -> Json.object().with("chain", ManifestJson.write(imported.manifest())),
          () -> ManifestYaml.write(imported.manifest()));
      return ExitCode.DONE;
    }
  }

  private Optional<String> named() {
    if (name != null && !Manifest.isName(name)) {
      throw ProblemException.malformed(
          "malformed-name",
          "\"" + name + "\" is not the name of a chain",
          "use 1 to 32 lower-case letters, digits and inner hyphens");
    }
    return Optional.ofNullable(name);
  }
}
