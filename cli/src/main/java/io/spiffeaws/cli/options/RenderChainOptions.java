package io.spiffeaws.cli.options;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for the input of a render command: a chain, or only a trust domain and an issuer.
public final class RenderChainOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = {
        "Chain file, such as chain.yaml; - for standard input",
        "[default: none, with --trust-domain and --issuer]"
      })
  private @Nullable String file;

  @Option(
      names = "--trust-domain",
      paramLabel = "NAME",
      description = {"Trust domain, such as example.org", "[default: that of the chain]"})
  private @Nullable String trustDomain;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Issuer URL, exactly as in the tokens' iss",
        "[env: SPIFFE_AWS_ISSUER] [default: that of the chain]"
      })
  private @Nullable String issuer;

  @Mixin private AllowPathOption allowPath = new AllowPathOption();

  private @Nullable Manifest read;

  /// @throws ProblemException malformed, with line and column
  public Optional<Manifest> chain(Invocation invocation) {
    if (read == null && file != null) {
      read = ChainFile.read(file, allowPath.directories(invocation), invocation);
    }
    return Optional.ofNullable(read);
  }

  /// @throws ProblemException malformed, also if the chain has another, or none is specified
  public String trustDomain(Invocation invocation) {
    return one(
        "trust domain",
        "--trust-domain",
        invocation
            .named(trustDomain, "--trust-domain")
            .map(value -> value.parse(name -> new SpiffeId(name, "").trustDomain())),
        chain(invocation).map(Manifest::trustDomain),
        Optional.empty());
  }

  /// @throws ProblemException malformed, also if the chain has another, or none is specified
  public IssuerUrl issuer(Invocation invocation) {
    return one(
        "issuer",
        "--issuer",
        Optional.ofNullable(issuer).flatMap(url -> IssuerOption.named(url, invocation)),
        chain(invocation).flatMap(Manifest::issuer),
        IssuerOption.named(null, invocation));
  }

  /// Returns the issuer; empty if the chain has only roles that IAM Roles Anywhere assumes.
  ///
  /// @throws ProblemException malformed, also if the chain has another, or none is specified
  public Optional<IssuerUrl> issuerForTokens(Invocation invocation) {
    var none =
        issuer == null
            && chain(invocation)
                .filter(read -> read.rolesAnywhere().isPresent() && read.issuer().isEmpty())
                .isPresent();
    return none ? Optional.empty() : Optional.of(issuer(invocation));
  }

  /// The value of an option or of the chain. Both occur in all output, so an option that
  /// contradicts the file is an error.
  private <T> T one(
      String what, String flag, Optional<T> given, Optional<T> ofChain, Optional<T> otherwise) {
    if (given.isPresent() && ofChain.isPresent() && !given.equals(ofChain)) {
      throw ProblemException.malformed(
          "another-chain",
          "%s is %s, but the chain has %s".formatted(flag, given.get(), ofChain.get()),
          "omit " + flag + ", or correct the chain");
    }
    return given
        .or(() -> ofChain)
        .or(() -> otherwise)
        .orElseThrow(() ->
            ProblemException.malformed(
                "chain-needed",
                "no " + what + " specified",
                "specify it with " + flag + ", or a chain that has it with --file"));
  }
}
