package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.rolesanywhere.ExchangeCertificate;
import io.spiffeaws.rolesanywhere.HttpSessionCreation;
import io.spiffeaws.rolesanywhere.RolesAnywhereEndpoint;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.SvidReview;
import io.spiffeaws.rolesanywhere.SvidSource;
import io.spiffeaws.sts.FirstSession;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.FetchX509Svid;
import io.spiffeaws.workload.GrpcWorkloadApi;
import io.spiffeaws.workload.GrpcX509Identities;

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
    return new ExchangeCertificate(
        svids(options, retryBudget),
        new HttpSessionCreation(
            new RolesAnywhereEndpoint(settings, invocation::environment),
            invocation.calls(),
            invocation.clock(),
            invocation.sleeper()),
        target,
        new SvidReview(invocation.clock()),
        retryBudget);
  }

  /// Files are read each time, since another program renews them.
  private SvidSource svids(SessionOptions options, RetryBudget retryBudget) {
    var files = options.rolesAnywhere().files(invocation);
    if (files.isPresent()) {
      return () -> options.workload().agree(files.get().read());
    }
    var agent =
        new GrpcWorkloadApi(
            options.workload().address(invocation), invocation.timeout(), invocation.calls());
    var fetch = new FetchX509Svid(new GrpcX509Identities(agent), retryBudget);
    var choice = options.workload().selector(invocation);
    return () -> fetch.run(choice);
  }
}
