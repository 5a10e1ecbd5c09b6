package io.spiffeaws.workload;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIBlockingStub;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Calls the Workload API over gRPC. java-spiffe's client has no deadlines, so this class uses its
/// generated stubs over a separate channel. Each call opens a connection and closes it.
public final class GrpcWorkloadApi implements WorkloadApi {
  private static final Metadata.Key<String> SECURITY_HEADER =
      Metadata.Key.of("workload.spiffe.io", Metadata.ASCII_STRING_MARSHALLER);

  private final AgentAddress address;
  private final Duration timeout;
  private final CallLog calls;

  /// @param timeout the limit of each call, including its connection
  public GrpcWorkloadApi(AgentAddress address, Duration timeout, CallLog calls) {
    this.address = address;
    this.timeout = timeout;
    this.calls = calls;
  }

  @Override
  public List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId) {
    var request =
        JWTSVIDRequest.newBuilder()
            .addAudience(audience)
            .setSpiffeId(spiffeId.map(SpiffeId::toString).orElse(""))
            .build();
    var response = call("FetchJWTSVID", false, stub -> stub.fetchJWTSVID(request));
    return svids(response, spiffeId);
  }

  /// Returns the tokens of a response.
  ///
  /// @throws ProblemException no identity, if there are none, or one has no SPIFFE ID
  List<JwtSvid> svids(JWTSVIDResponse response, Optional<SpiffeId> spiffeId) {
    if (response.getSvidsList().isEmpty()) {
      throw new ProblemException(IdentityNotIssued.problem(spiffeId));
    }
    return response.getSvidsList().stream().map(this::svid).toList();
  }

  @Override
  public ValidatedToken validateJwtSvid(Secret token, String audience) {
    var request =
        ValidateJWTSVIDRequest.newBuilder().setSvid(token.reveal()).setAudience(audience).build();
    var response = call("ValidateJWTSVID", true, stub -> stub.validateJWTSVID(request));
    return new ValidatedToken(id(response.getSpiffeId()), GrpcStructs.json(response.getClaims()));
  }

  /// Makes one call over a new connection.
  ///
  /// @param aboutToken whether an "invalid argument" error is about a token
  <R> R call(
      String operation, boolean aboutToken, Function<SpiffeWorkloadAPIBlockingStub, R> call) {
    var started = System.nanoTime();
    GrpcAgentProblems.checkSocket(address);
    try (var agent = new GrpcAgentChannel(address)) {
      var answer = call.apply(stub(agent));
      called(operation, started, "OK");
      return answer;
    } catch (StatusRuntimeException e) {
      called(operation, started, e.getStatus().getCode().name());
      throw GrpcAgentProblems.translate(address, timeout, aboutToken, e);
    }
  }

  Problem notAWorkloadApi() {
    return GrpcAgentProblems.notAWorkloadApi(address);
  }

  private SpiffeWorkloadAPIBlockingStub stub(GrpcAgentChannel agent) {
    var headers = new Metadata();
    headers.put(SECURITY_HEADER, "true");
    return SpiffeWorkloadAPIGrpc.newBlockingStub(agent.channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void called(String operation, long started, String answer) {
    calls.called("workload-api", operation, Duration.ofNanos(System.nanoTime() - started), answer);
  }

  private JwtSvid svid(JWTSVID svid) {
    return new JwtSvid(id(svid.getSpiffeId()), Secret.of(svid.getSvid()), svid.getHint());
  }

  private SpiffeId id(String text) {
    try {
      return SpiffeId.parse(text);
    } catch (ProblemException e) {
      throw new ProblemException(notAWorkloadApi(), Status.INTERNAL.withCause(e).asException());
    }
  }
}
