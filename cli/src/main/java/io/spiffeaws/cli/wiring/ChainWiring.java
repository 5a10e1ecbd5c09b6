package io.spiffeaws.cli.wiring;

import io.spiffeaws.chain.ApplyPlan;
import io.spiffeaws.chain.AwsPorts;
import io.spiffeaws.chain.ImportChain;
import io.spiffeaws.chain.ReadCurrentState;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.spire.EntryOwner;
import io.spiffeaws.spire.ParentReview;
import io.spiffeaws.spire.Progress;
import io.spiffeaws.spire.ServerTrustDomain;
import java.util.List;
import java.util.Optional;

/// Creates the operations on a chain, with SPIRE and AWS.
public final class ChainWiring implements AutoCloseable {
  private final SpireWiring spire;
  private final Optional<TrustWiring> trust;
  private final Optional<AwsPorts> aws;

  private ChainWiring(SpireWiring spire, Optional<TrustWiring> trust, Optional<AwsPorts> aws) {
    this.spire = spire;
    this.trust = trust;
    this.aws = aws;
  }

  /// Includes AWS, which is not called before an operation needs it.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if no SPIRE server is configured or found
  public static ChainWiring open(ServerOptions server, AwsOptions options, Invocation invocation) {
    return open(true, server, options, invocation);
  }

  /// @param withAws whether there is an AWS side
  /// @throws io.spiffeaws.problem.ProblemException if no SPIRE server is configured or found
  public static ChainWiring open(
      boolean withAws, ServerOptions server, AwsOptions options, Invocation invocation) {
    var spire = SpireWiring.open(server, invocation);
    try {
      var trust =
          withAws
              ? Optional.of(new TrustWiring(invocation, options))
              : Optional.<TrustWiring>empty();
      var anywhere = trust.flatMap(_ -> new ManagementWiring(invocation, options).chainSide(spire));
      return new ChainWiring(spire, trust, trust.map(it -> it.chainSide(anywhere)));
    } catch (RuntimeException e) {
      spire.close();
      throw e;
    }
  }

  /// Checks the account of each ARN in a chain, without calling AWS.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed, as [Manifest#checkAccounts]
  public void checkAccounts(Manifest manifest) {
    trust.map(TrustWiring::accounts).ifPresent(manifest::checkAccounts);
  }

  /// @param withAws whether AWS is read too
  /// @param cleanup as in [ReadCurrentState]
  public ReadCurrentState readCurrentState(boolean withAws, boolean cleanup) {
    return new ReadCurrentState(spire.entries(), aws.filter(_ -> withAws), cleanup);
  }

  /// Checks that the SPIRE server has the trust domain of a chain.
  ///
  /// @param file of the chain or its plan, as typed
  /// @throws io.spiffeaws.problem.ProblemException malformed, if it has another one
  public void checkTrustDomain(Manifest manifest, String file) {
    ServerTrustDomain.check(manifest.trustDomain(), spire.agents(), ChainFile.name(file));
  }

  /// Warns of parents of a chain's entries that do not exist, a line for each.
  public List<String> parentWarnings(Manifest manifest) {
    return new ParentReview(spire.entries(), spire.agents()).warnings(manifest.foreignParents());
  }

  public ImportChain importChain(EntryOwner owner) {
    return new ImportChain(spire.entries(), owner, aws);
  }

  public ApplyPlan applyPlan(Progress progress, StopRequest stop) {
    return new ApplyPlan(spire.entries(), aws, progress, stop);
  }

  @Override
  public void close() {
    trust.ifPresent(TrustWiring::close);
    spire.close();
  }
}
