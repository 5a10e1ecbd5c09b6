package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.FetchJwtSvid;
import io.spiffeaws.workload.FetchX509Svid;
import io.spiffeaws.workload.GrpcWorkloadApi;
import io.spiffeaws.workload.GrpcX509Identities;
import io.spiffeaws.workload.WorkloadApi;

/// Creates the operations that fetch tokens and certificates from the SPIFFE agent.
public final class WorkloadWiring {
  private final Invocation invocation;

  public WorkloadWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public FetchJwtSvid fetchJwtSvid(WorkloadOptions options, RetryBudget retryBudget) {
    return new FetchJwtSvid(workload(options), retryBudget);
  }

  public FetchX509Svid fetchX509Svid(WorkloadOptions options, RetryBudget retryBudget) {
    return new FetchX509Svid(new GrpcX509Identities(agent(options)), retryBudget);
  }

  public WorkloadApi workload(WorkloadOptions options) {
    return agent(options);
  }

  private GrpcWorkloadApi agent(WorkloadOptions options) {
    return new GrpcWorkloadApi(
        options.address(invocation), invocation.timeout(), invocation.calls());
  }
}
