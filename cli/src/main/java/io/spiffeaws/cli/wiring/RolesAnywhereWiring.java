package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.rolesanywhere.EndpointProbe;
import io.spiffeaws.rolesanywhere.ExchangeCertificate;
import io.spiffeaws.rolesanywhere.HttpEndpointProbe;
import io.spiffeaws.rolesanywhere.HttpSessionCreation;
import io.spiffeaws.rolesanywhere.RolesAnywhereEndpoint;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.SvidReview;
import io.spiffeaws.rolesanywhere.SvidSource;
import io.spiffeaws.sts.FirstSession;
import io.spiffeaws.time.RetryBudget;
import java.util.Optional;

/// Creates the exchange of an X509-SVID with IAM Roles Anywhere.
final class RolesAnywhereWiring {
  private final Invocation invocation;

  RolesAnywhereWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  FirstSession firstSession(
      SessionOptions options,
      RolesAnywhereTarget target,
      AwsSettings settings,
      RetryBudget retryBudget) {
    return firstSession(svids(options, retryBudget), target, settings, retryBudget);
  }

  FirstSession firstSession(
      SvidSource svids, RolesAnywhereTarget target, AwsSettings settings, RetryBudget retryBudget) {
    return new ExchangeCertificate(
        svids,
        new HttpSessionCreation(
            endpoint(settings), invocation.calls(), invocation.clock(), invocation.sleeper()),
        target,
        new SvidReview(invocation.clock()),
        retryBudget);
  }

  EndpointProbe probe(AwsSettings settings) {
    return new HttpEndpointProbe(endpoint(settings), invocation.calls());
  }

  private RolesAnywhereEndpoint endpoint(AwsSettings settings) {
    return new RolesAnywhereEndpoint(settings, invocation::environment);
  }

  /// The files of an X509-SVID; empty if the agent is used.
  Optional<SvidSource> files(SessionOptions options) {
    return options
        .rolesAnywhere()
        .files(invocation)
        .map(files -> () -> options.workload().agree(files.read()));
  }

  /// Files are read each time, since another program renews them.
  private SvidSource svids(SessionOptions options, RetryBudget retryBudget) {
    var files = files(options);
    if (files.isPresent()) {
      return files.get();
    }
    var fetch = new WorkloadWiring(invocation).fetchX509Svid(options.workload(), retryBudget);
    var choice = options.workload().selector(invocation);
    return () -> fetch.run(choice);
  }
}
