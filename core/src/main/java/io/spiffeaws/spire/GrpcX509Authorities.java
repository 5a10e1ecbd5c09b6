package io.spiffeaws.spire;

import io.spiffeaws.spire.proto.localauthority.ActivateX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.AuthorityState;
import io.spiffeaws.spire.proto.localauthority.GetX509AuthorityStateRequest;
import io.spiffeaws.spire.proto.localauthority.LocalAuthorityGrpc;
import io.spiffeaws.spire.proto.localauthority.PrepareX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.RevokeX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.TaintX509AuthorityRequest;
import java.time.Instant;
import java.util.Optional;

/// The X.509 authorities of a server, with its API.
public final class GrpcX509Authorities implements X509Authorities {
  private final GrpcSpireServer server;
  private final LocalAuthorityGrpc.LocalAuthorityBlockingStub stub;

  public GrpcX509Authorities(GrpcSpireServer server) {
    this.server = server;
    this.stub = LocalAuthorityGrpc.newBlockingStub(server.channel());
  }

  @Override
  public State state() {
    var request = GetX509AuthorityStateRequest.getDefaultInstance();
    var answer =
        server.call(stub, "GetX509AuthorityState", to -> to.getX509AuthorityState(request));
    return new State(
        authority(answer.getActive()),
        answer.hasPrepared() ? Optional.of(authority(answer.getPrepared())) : Optional.empty(),
        answer.hasOld() ? Optional.of(authority(answer.getOld())) : Optional.empty());
  }

  @Override
  public void prepare() {
    var request = PrepareX509AuthorityRequest.getDefaultInstance();
    server.call(stub, "PrepareX509Authority", to -> to.prepareX509Authority(request));
  }

  @Override
  public void activate(String id) {
    var request = ActivateX509AuthorityRequest.newBuilder().setAuthorityId(id).build();
    server.call(stub, "ActivateX509Authority", to -> to.activateX509Authority(request));
  }

  @Override
  public void taint(String id) {
    var request = TaintX509AuthorityRequest.newBuilder().setAuthorityId(id).build();
    server.call(stub, "TaintX509Authority", to -> to.taintX509Authority(request));
  }

  @Override
  public void revoke(String id) {
    var request = RevokeX509AuthorityRequest.newBuilder().setAuthorityId(id).build();
    server.call(stub, "RevokeX509Authority", to -> to.revokeX509Authority(request));
  }

  private static Authority authority(AuthorityState state) {
    return new Authority(
        state.getAuthorityId(),
        Instant.ofEpochSecond(state.getExpiresAt()),
        Optional.of(state.getUpstreamAuthoritySubjectKeyId()).filter(id -> !id.isEmpty()));
  }
}
