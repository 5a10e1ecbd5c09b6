package io.spiffeaws.sandbox.workload;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import io.spiffeaws.sandbox.socket.PeerUser;
import io.spiffeaws.sandbox.spire.SpiffeIds;
import io.spiffeaws.sandbox.spire.TrustDomainKeys;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.Selector;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The Workload API, with the behaviour of SPIRE's agent
/// (`pkg/agent/endpoints/workload/handler.go`).
final class WorkloadService extends SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIImplBase {
  private final AgentView view;
  private final TrustDomainKeys keys;
  private final JwtSvids jwtSvids;
  private final X509Svids x509Svids;
  private final JwtSvidCheck check;

  WorkloadService(
      AgentView view,
      TrustDomainKeys keys,
      JwtSvids jwtSvids,
      X509Svids x509Svids,
      JwtSvidCheck check) {
    this.view = view;
    this.keys = keys;
    this.jwtSvids = jwtSvids;
    this.x509Svids = x509Svids;
    this.check = check;
  }

  @Override
  public void fetchJWTSVID(JWTSVIDRequest request, StreamObserver<JWTSVIDResponse> answer) {
    answer(answer, () -> jwtSvids(request));
  }

  private JWTSVIDResponse jwtSvids(JWTSVIDRequest request) {
    if (request.getAudienceCount() == 0) {
      throw invalid("audience must be specified");
    }
    if (!request.getSpiffeId().isEmpty()) {
      checkSpiffeId(request.getSpiffeId());
    }
    var audiences = request.getAudienceList().stream().filter(a -> !a.isEmpty()).toList();
    var response = JWTSVIDResponse.newBuilder();
    for (var entry : UniqueHints.once(view.matching(attest()))) {
      var id = text(entry.getSpiffeId());
      if (request.getSpiffeId().isEmpty() || request.getSpiffeId().equals(id)) {
        response.addSvids(
            JWTSVID
                .newBuilder()
                .setSpiffeId(id)
                .setSvid(token(entry, id, audiences))
                .setHint(entry.getHint()));
      }
    }
    if (response.getSvidsCount() == 0) {
      throw noIdentity();
    }
    return response.build();
  }

  private String token(Entry entry, String id, List<String> audiences) {
    if (audiences.isEmpty()) {
      throw Status.UNAVAILABLE
          .withDescription(
              "could not fetch JWT-SVID: failed to fetch JWT SVID: rpc error: code = Internal desc = failed to sign JWT-SVID: invalid JWT-SVID audience: cannot be empty")
          .asRuntimeException();
    }
    return jwtSvids.fetch(entry, id, audiences).reveal();
  }

  @Override
  public void validateJWTSVID(
      ValidateJWTSVIDRequest request, StreamObserver<ValidateJWTSVIDResponse> answer) {
    answer(answer, () -> validated(request));
  }

  private ValidateJWTSVIDResponse validated(ValidateJWTSVIDRequest request) {
    if (request.getAudience().isEmpty()) {
      throw invalid("audience must be specified");
    }
    if (request.getSvid().isEmpty()) {
      throw invalid("svid must be specified");
    }
    attest();
    try {
      var valid = check.check(request.getSvid(), request.getAudience());
      return ValidateJWTSVIDResponse.newBuilder()
          .setSpiffeId(valid.spiffeId())
          .setClaims(Structs.of(valid.claims()))
          .build();
    } catch (JwtSvidCheck.Invalid e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void fetchJWTBundles(
      JWTBundlesRequest request, StreamObserver<JWTBundlesResponse> answer) {
    stream(
        answer,
        selectors -> {
          requireIdentity(selectors);
          return JWTBundlesResponse.newBuilder()
              .putBundles(trustDomainId(), ByteString.copyFromUtf8(keys.bundleJwks()))
              .build();
        });
  }

  @Override
  public void fetchX509Bundles(
      X509BundlesRequest request, StreamObserver<X509BundlesResponse> answer) {
    stream(
        answer,
        selectors -> {
          requireIdentity(selectors);
          return X509BundlesResponse.newBuilder()
              .putBundles(trustDomainId(), ByteString.copyFrom(keys.x509().bundleDer()))
              .build();
        });
  }

  @Override
  public void fetchX509SVID(X509SVIDRequest request, StreamObserver<X509SVIDResponse> answer) {
    stream(answer, this::x509Svids);
  }

  private X509SVIDResponse x509Svids(Set<Selector> selectors) {
    requireIdentity(selectors);
    var response = X509SVIDResponse.newBuilder();
    for (var entry : UniqueHints.once(view.matching(selectors))) {
      response.addSvids(x509Svids.fetch(entry, text(entry.getSpiffeId())));
    }
    return response.build();
  }

  private void requireIdentity(Set<Selector> selectors) {
    if (view.matching(selectors).isEmpty()) {
      throw noIdentity();
    }
  }

  private static Set<Selector> attest() {
    return UnixAttestor.attest(PeerUser.CURRENT.get())
        .orElseThrow(() ->
            Status.UNAVAILABLE.withDescription("workload attestation failed").asRuntimeException());
  }

  private static <T> void answer(StreamObserver<T> call, Supplier<T> answer) {
    try {
      call.onNext(answer.get());
      call.onCompleted();
    } catch (StatusRuntimeException e) {
      call.onError(e);
    }
  }

  private <T> void stream(StreamObserver<T> call, UpdateStream.State<T> state) {
    try {
      new UpdateStream<>(call, attest(), state).follow(view);
    } catch (StatusRuntimeException e) {
      call.onError(e);
    }
  }

  private static void checkSpiffeId(String id) {
    var fault = SpiffeIds.fault(id);
    if (fault.isPresent()) {
      throw invalid("invalid requested SPIFFE ID: " + fault.get());
    }
  }

  private String trustDomainId() {
    return "spiffe://" + keys.trustDomain();
  }

  private static String text(SPIFFEID id) {
    return "spiffe://" + id.getTrustDomain() + id.getPath();
  }

  private static StatusRuntimeException invalid(String text) {
    return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
  }

  private static StatusRuntimeException noIdentity() {
    return Status.PERMISSION_DENIED.withDescription("no identity issued").asRuntimeException();
  }
}
