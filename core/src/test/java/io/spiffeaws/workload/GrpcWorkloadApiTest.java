package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIImplBase;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDResponse;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls a real server on a real Unix socket.
class GrpcWorkloadApiTest {
  @TempDir Path directory;

  private final Agent agent = new Agent();
  private final MultiThreadIoEventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private @Nullable Server server;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket()))
            .channelType(NioServerDomainSocketChannel.class)
            .bossEventLoopGroup(threads)
            .workerEventLoopGroup(threads)
            .addService(agent)
            .intercept(agent)
            .build()
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.shutdownNow().awaitTermination();
    }
    var _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  @Test
  void returnsIdentitiesInAgentsOrderWithHints() {
    agent.answer =
        JWTSVIDResponse.newBuilder()
            .addSvids(svid("spiffe://example.org/b", "blue"))
            .addSvids(svid("spiffe://example.org/a", ""))
            .build();
    assertThat(api().fetchJwtSvids("sts.amazonaws.com", Optional.empty()))
        .containsExactly(
            new JwtSvid(SpiffeId.parse("spiffe://example.org/b"), Secret.of("t"), "blue"),
            new JwtSvid(SpiffeId.parse("spiffe://example.org/a"), Secret.of("t"), ""));
  }

  @Test
  void sendsAudienceIdAndSecurityHeader() {
    agent.answer =
        JWTSVIDResponse.newBuilder().addSvids(svid("spiffe://example.org/a", "")).build();
    api().fetchJwtSvids("aud", Optional.of(SpiffeId.parse("spiffe://example.org/a")));
    assertThat(agent.request)
        .isEqualTo(
            JWTSVIDRequest.newBuilder()
                .addAudience("aud")
                .setSpiffeId("spiffe://example.org/a")
                .build());
    assertThat(agent.header).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource({
    "PERMISSION_DENIED, NoIdentity, no-identity-issued",
    "UNAVAILABLE, Unreachable, agent-failed",
    "RESOURCE_EXHAUSTED, Unreachable, agent-throttles",
    "UNIMPLEMENTED, NoIdentity, not-a-workload-api",
    "INVALID_ARGUMENT, Refused, agent-refused"
  })
  void translatesStatusOfAgent(Status.Code status, String kind, String code) {
    agent.failure = status.toStatus().withDescription("rpc error: code = X desc = its words");
    var problem = failure(Duration.ofSeconds(10));
    assertThat(problem.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).doesNotContain("rpc error");
  }

  @Test
  void recognizesAgentThatIsBehind() {
    agent.failure =
        Status.UNAVAILABLE.withDescription(
            "could not fetch JWT-SVID: failed to fetch JWT SVID: entry not found or not authorized");
    assertThat(failure(Duration.ofSeconds(10)).code()).isEqualTo("agent-behind");
  }

  @Test
  void timesOutIfAgentHangs() {
    agent.hang = true;
    assertThat(failure(Duration.ofMillis(300)))
        .isInstanceOf(Problem.Unreachable.class)
        .extracting(Problem::code)
        .isEqualTo("agent-hangs");
  }

  @Test
  void emptyAnswerIsNoIdentity() {
    assertThat(failure(Duration.ofSeconds(10)).code()).isEqualTo("no-identity-issued");
  }

  @Test
  void missingSocketIsNoIdentity() {
    assertThat(failure(directory.resolve("other.sock")).code()).isEqualTo("no-agent-socket");
  }

  @Test
  void staleSocketIsNoIdentity() throws Exception {
    var dead = directory.resolve("dead.sock");
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(dead));
    }
    assertThat(Files.exists(dead)).isTrue();
    assertThat(failure(dead).code()).isEqualTo("agent-not-running");
  }

  @Test
  void returnsClaimsOfValidatedToken() {
    assertThat(api().validateJwtSvid(Secret.of("good"), "aud").spiffeId())
        .isEqualTo(SpiffeId.parse("spiffe://example.org/a"));
  }

  @Test
  void rejectedTokenIsRefused() {
    var problem =
        catchThrowableOfType(
                ProblemException.class, () -> api().validateJwtSvid(Secret.of("bad"), "aud"))
            .problem();
    assertThat(problem)
        .isEqualTo(new Problem.Refused("token-expired", "the token has expired", problem.hint()));
  }

  private Problem failure(Duration timeout) {
    return failure(new GrpcWorkloadApi(address(socket()), timeout, CallLog.NONE));
  }

  private Problem failure(Path socket) {
    return failure(new GrpcWorkloadApi(address(socket), Duration.ofSeconds(10), CallLog.NONE));
  }

  private static Problem failure(GrpcWorkloadApi api) {
    return catchThrowableOfType(
            ProblemException.class, () -> api.fetchJwtSvids("aud", Optional.empty()))
        .problem();
  }

  private GrpcWorkloadApi api() {
    return new GrpcWorkloadApi(address(socket()), Duration.ofSeconds(10), CallLog.NONE);
  }

  private Path socket() {
    return directory.resolve("agent.sock");
  }

  private static AgentAddress address(Path path) {
    return AgentAddress.parseLenient(path.toString());
  }

  private static JWTSVID svid(String id, String hint) {
    return JWTSVID.newBuilder().setSpiffeId(id).setSvid("t").setHint(hint).build();
  }

  private static final class Agent extends SpiffeWorkloadAPIImplBase implements ServerInterceptor {
    private volatile JWTSVIDResponse answer = JWTSVIDResponse.getDefaultInstance();
    private volatile @Nullable Status failure;
    private volatile boolean hang;
    private volatile @Nullable JWTSVIDRequest request;
    private volatile @Nullable String header;

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      header = headers.get(Metadata.Key.of("workload.spiffe.io", Metadata.ASCII_STRING_MARSHALLER));
      return next.startCall(call, headers);
    }

    @Override
    public void fetchJWTSVID(JWTSVIDRequest asked, StreamObserver<JWTSVIDResponse> caller) {
      request = asked;
      var status = failure;
      if (status != null) {
        caller.onError(status.asRuntimeException());
      } else if (!hang) {
        caller.onNext(answer);
        caller.onCompleted();
      }
    }

    @Override
    public void validateJWTSVID(
        ValidateJWTSVIDRequest asked, StreamObserver<ValidateJWTSVIDResponse> caller) {
      if (asked.getSvid().equals("bad")) {
        caller.onError(
            Status.INVALID_ARGUMENT.withDescription("token has expired").asRuntimeException());
        return;
      }
      caller.onNext(
          ValidateJWTSVIDResponse.newBuilder().setSpiffeId("spiffe://example.org/a").build());
      caller.onCompleted();
    }
  }
}
