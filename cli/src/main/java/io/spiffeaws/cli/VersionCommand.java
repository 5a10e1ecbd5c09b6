package io.spiffeaws.cli;

import io.spiffeaws.json.Json;
import picocli.CommandLine.Command;

/// `spiffe-aws version`.
@Command(
    name = "version",
    addMethodSubcommands = false,
    description = "Show version, commit, date and platform, as --version does",
    footer = {"# As text", "spiffe-aws version", "# As JSON", "spiffe-aws version -o json"})
final class VersionCommand implements CliCommand {
  @Override
  public int run(Invocation invocation) {
    var version = Version.read();
    invocation
        .output()
        .result(
            () ->
                Json.object()
                    .with("version", Json.of(version.number()))
                    .with("commit", Json.of(version.commit()))
                    .with("date", Json.of(version.date()))
                    .with("platform", Json.of(version.platform()))
                    .with("runtime", Json.of(version.runtime())),
            () -> version + "\n");
    return ExitCode.DONE;
  }
}
