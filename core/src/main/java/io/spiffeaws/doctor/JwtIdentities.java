package io.spiffeaws.doctor;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.FetchJwtSvid;
import io.spiffeaws.workload.OfferedIdentity;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.WorkloadApi;
import java.util.List;
import java.util.Optional;

/// [AgentIdentities] as tokens for an audience.
record JwtIdentities(WorkloadApi agent, RetryBudget retryBudget, String audience)
    implements AgentIdentities<JwtToken> {
  @Override
  public Fetched<JwtToken> fetch(SvidSelector choice) {
    var svid = new FetchJwtSvid(agent, retryBudget).run(new FetchJwtSvid.Request(audience, choice));
    return new Fetched<>(svid.spiffeId(), JwtToken.parse(svid.token()));
  }

  @Override
  public List<? extends OfferedIdentity> offered(Optional<SpiffeId> id) {
    return agent.fetchJwtSvids(audience, id);
  }
}
