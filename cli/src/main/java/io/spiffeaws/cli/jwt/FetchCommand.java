package io.spiffeaws.cli.jwt;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.WaitOption;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.cli.view.TokenView;
import io.spiffeaws.cli.wiring.WorkloadWiring;
import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.workload.FetchJwtSvid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws jwt fetch`.
@Command(
    name = "fetch",
    addMethodSubcommands = false,
    description = {
      "Fetch a JWT-SVID of this process from the SPIFFE agent",
      "Standard output is the token and a newline, and nothing else."
    },
    footer = {
      "# Print a token for AWS",
      "spiffe-aws jwt fetch",
      "# Show the claims of a token for another audience",
      "spiffe-aws jwt fetch --audience vault | spiffe-aws jwt inspect",
      "# Write the token to a file, mode 0600",
      "spiffe-aws jwt fetch --out /run/s3-app/token"
    })
public final class FetchCommand implements CliCommand {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;
  @Mixin private WaitOption wait;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "File to write the token to, mode 0600, atomically; a symlink is kept",
        "[default: -, standard output]"
      })
  private @Nullable Path out;

  @Override
  public int run(Invocation invocation) {
    var request =
        new FetchJwtSvid.Request(audience.audience(invocation), workload.selector(invocation));
    var svid =
        new WorkloadWiring(invocation)
            .fetchJwtSvid(workload, wait.retryBudget("a token", invocation))
            .run(request);
    if (out == null || out.equals(STANDARD_OUTPUT)) {
      TokenView.show(svid, request.audience(), invocation.output());
      return ExitCode.DONE;
    }
    AtomicFile.writeBehindLinks(
        invocation.console().directory().resolve(out),
        svid.token().reveal().getBytes(StandardCharsets.US_ASCII),
        FileAccess.OWNER_ALONE);
    TokenView.showWritten(svid, request.audience(), out, invocation.output());
    return ExitCode.DONE;
  }
}
