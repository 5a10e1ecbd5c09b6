package io.spiffeaws.sandbox.spire;

import io.grpc.stub.StreamObserver;
import io.spiffeaws.spire.proto.localauthority.ActivateX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.ActivateX509AuthorityResponse;
import io.spiffeaws.spire.proto.localauthority.AuthorityState;
import io.spiffeaws.spire.proto.localauthority.GetX509AuthorityStateRequest;
import io.spiffeaws.spire.proto.localauthority.GetX509AuthorityStateResponse;
import io.spiffeaws.spire.proto.localauthority.LocalAuthorityGrpc;
import io.spiffeaws.spire.proto.localauthority.PrepareX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.PrepareX509AuthorityResponse;
import io.spiffeaws.spire.proto.localauthority.RevokeX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.RevokeX509AuthorityResponse;
import io.spiffeaws.spire.proto.localauthority.TaintX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.TaintX509AuthorityResponse;

/// `spire.api.server.localauthority.v1.LocalAuthority`, limited to X.509 authorities of a server
/// without upstream authority.
final class LocalAuthorityService extends LocalAuthorityGrpc.LocalAuthorityImplBase {
  private final X509Authorities authorities;

  LocalAuthorityService(X509Authorities authorities) {
    this.authorities = authorities;
  }

  @Override
  public void getX509AuthorityState(
      GetX509AuthorityStateRequest request, StreamObserver<GetX509AuthorityStateResponse> answer) {
    UnaryCalls.answer(answer, () -> shown(authorities.state()));
  }

  @Override
  public void prepareX509Authority(
      PrepareX509AuthorityRequest request, StreamObserver<PrepareX509AuthorityResponse> answer) {
    UnaryCalls.answer(
        answer,
        () ->
            PrepareX509AuthorityResponse.newBuilder()
                .setPreparedAuthority(shown(authorities.prepare()))
                .build());
  }

  @Override
  public void activateX509Authority(
      ActivateX509AuthorityRequest request, StreamObserver<ActivateX509AuthorityResponse> answer) {
    UnaryCalls.answer(
        answer,
        () ->
            ActivateX509AuthorityResponse.newBuilder()
                .setActivatedAuthority(shown(authorities.activate(request.getAuthorityId())))
                .build());
  }

  @Override
  public void taintX509Authority(
      TaintX509AuthorityRequest request, StreamObserver<TaintX509AuthorityResponse> answer) {
    UnaryCalls.answer(
        answer,
        () ->
            TaintX509AuthorityResponse.newBuilder()
                .setTaintedAuthority(shown(authorities.taint(request.getAuthorityId())))
                .build());
  }

  @Override
  public void revokeX509Authority(
      RevokeX509AuthorityRequest request, StreamObserver<RevokeX509AuthorityResponse> answer) {
    UnaryCalls.answer(
        answer,
        () -> {
          authorities.revoke(request.getAuthorityId());
          var revoked = AuthorityState.newBuilder().setAuthorityId(request.getAuthorityId());
          return RevokeX509AuthorityResponse.newBuilder().setRevokedAuthority(revoked).build();
        });
  }

  private static GetX509AuthorityStateResponse shown(X509Authorities.State state) {
    var shown = GetX509AuthorityStateResponse.newBuilder().setActive(shown(state.active()));
    state.prepared().map(LocalAuthorityService::shown).ifPresent(shown::setPrepared);
    state.old().map(LocalAuthorityService::shown).ifPresent(shown::setOld);
    return shown.build();
  }

  private static AuthorityState shown(X509Authority authority) {
    return AuthorityState.newBuilder()
        .setAuthorityId(authority.id())
        .setExpiresAt(authority.expires().getEpochSecond())
        .build();
  }
}
