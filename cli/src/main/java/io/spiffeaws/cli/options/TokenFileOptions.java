package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.watch.TokenFile;
import io.spiffeaws.watch.WatchTokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for token files: audience, path, mode and owner.
public final class TokenFileOptions {
  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description = {
        "Audience of the token; with several files, one for each --out",
        "[env: SPIFFE_AWS_AUDIENCE] [default: " + AudienceOption.DEFAULT + "]"
      })
  private List<String> audiences = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "File to write the token to, atomically; a symlink is kept")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {"Mode of the files in octal, independent of the umask", "[default: 0600]"})
  private String mode = "0600";

  @Option(
      names = "--owner",
      paramLabel = "USER:GROUP",
      description = {
        "Owner and group of the files: USER:GROUP, USER or :GROUP",
        "[default: this user]"
      })
  private @Nullable String owner;

  @Option(
      names = "--create-dirs",
      description = "Create missing directories of --out, which only this user can write to")
  private boolean createDirectories;

  /// @throws ProblemException malformed
  public WatchTokens.Request request(Invocation invocation, WorkloadOptions workload) {
    return new WatchTokens.Request(
        tokenFiles(invocation), workload.selector(invocation), access(), createDirectories);
  }

  private List<TokenFile> tokenFiles(Invocation invocation) {
    var audiences = audiences(invocation);
    if (audiences.size() != files.size()) {
      throw ProblemException.malformed(
          "usage",
          "--audience is specified %d times, and --out %d times"
              .formatted(audiences.size(), files.size()),
          "specify them in pairs: --audience A --out FILE");
    }
    var pairs = new ArrayList<TokenFile>();
    for (var at = 0; at < files.size(); at++) {
      var name = files.get(at);
      if (name.equals("-")) {
        throw ProblemException.malformed(
            "no-standard-output",
            "--out - is standard output, and a token can be renewed only in a file",
            "specify a file; to print a token once, run: spiffe-aws jwt fetch");
      }
      pairs.add(
          new TokenFile(name, invocation.console().directory().resolve(name), audiences.get(at)));
    }
    return pairs;
  }

  private List<String> audiences(Invocation invocation) {
    return audiences.isEmpty() && files.size() == 1
        ? List.of(invocation.environment("SPIFFE_AWS_AUDIENCE").orElse(AudienceOption.DEFAULT))
        : audiences;
  }

  private FileAccess access() {
    var access = FileAccess.mode(mode);
    return owner == null ? access : access.ownedBy(owner);
  }
}
