package io.spiffeaws.cli.x509;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.WaitOption;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.cli.view.SvidFilesView;
import io.spiffeaws.cli.wiring.WorkloadWiring;
import io.spiffeaws.workload.SvidFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws x509 fetch`.
@Command(
    name = "fetch",
    addMethodSubcommands = false,
    description = {
      "Write the X509-SVID of this process to PEM files",
      "Other programs read these files, such as AWS's credential helper for IAM Roles Anywhere."
          + " Each file is replaced atomically. An X509-SVID is valid for an hour by default; to"
          + " keep files renewed, use spiffe-helper."
    },
    footer = {
      "# Write the certificate, the key and the trust bundle",
      "spiffe-aws x509 fetch --svid-file svid.pem --key-file key.pem \\",
      "  --bundle-file bundle.pem",
      "# Show when the X509-SVID expires",
      "spiffe-aws x509 fetch --svid-file svid.pem --key-file key.pem -o json \\",
      "  | jq -r .expires_at"
    })
public final class FetchCommand implements CliCommand {
  @Option(
      names = "--svid-file",
      paramLabel = "FILE",
      required = true,
      description = "File for the X509-SVID and its intermediate certificates, mode 0644")
  private Path svid = Path.of("");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      required = true,
      description = "File for the private key, mode 0600")
  private Path key = Path.of("");

  @Option(
      names = "--bundle-file",
      paramLabel = "FILE",
      description = "File for the CAs of the trust domain, mode 0644")
  private @Nullable Path bundle;

  @Mixin private WorkloadOptions workload;
  @Mixin private WaitOption wait;

  @Override
  public int run(Invocation invocation) {
    var directory = invocation.console().directory();
    var files =
        new SvidFiles(
            directory.resolve(svid),
            directory.resolve(key),
            Optional.ofNullable(bundle).map(directory::resolve));
    var fetched =
        new WorkloadWiring(invocation)
            .fetchX509Svid(workload, wait.retryBudget("an X509-SVID", invocation))
            .run(workload.selector(invocation));
    files.write(fetched);
    SvidFilesView.showWritten(fetched, files, invocation.output());
    return ExitCode.DONE;
  }
}
