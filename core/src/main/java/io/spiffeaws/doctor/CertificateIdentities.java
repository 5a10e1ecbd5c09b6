package io.spiffeaws.doctor;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.FetchX509Svid;
import io.spiffeaws.workload.OfferedIdentity;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.X509Identities;
import io.spiffeaws.workload.X509Svid;
import java.util.List;
import java.util.Optional;

/// [AgentIdentities] as certificates.
record CertificateIdentities(X509Identities agent, RetryBudget retryBudget)
    implements AgentIdentities<X509Svid> {
  @Override
  public Fetched<X509Svid> fetch(SvidSelector choice) {
    var svid = new FetchX509Svid(agent, retryBudget).run(choice);
    return new Fetched<>(svid.spiffeId(), svid);
  }

  @Override
  public List<? extends OfferedIdentity> offered(Optional<SpiffeId> id) {
    return agent.fetchX509Svids();
  }
}
