package io.spiffeaws.workload;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.Status;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The parsers of this package.
public final class WorkloadTargets {
  private static final GrpcWorkloadApi API =
      new GrpcWorkloadApi(AgentAddress.parse("unix:///a"), Duration.ofSeconds(1), CallLog.NONE);
  private static final GrpcX509Identities IDENTITIES = new GrpcX509Identities(API);

  private WorkloadTargets() {}

  public static List<Target> all() {
    var svid =
        X509SVID
            .newBuilder()
            .setSpiffeId("spiffe://example.org/s3-app")
            .setX509Svid(ByteString.copyFrom(FuzzSamples.bytes("svid.der")))
            .setX509SvidKey(ByteString.copyFrom(FuzzSamples.bytes("svid-key.der")))
            .setBundle(ByteString.copyFrom(FuzzSamples.bytes("svid.der")))
            .build();
    var token =
        JWTSVID.newBuilder().setSpiffeId("spiffe://example.org/a").setSvid("t").setHint("h");
    var tokens = JWTSVIDResponse.newBuilder().addSvids(token).build();
    var claims =
        Struct.newBuilder()
            .putFields("sub", Value.newBuilder().setStringValue("a").build())
            .putFields("exp", Value.newBuilder().setNumberValue(1.7e9).build())
            .build();
    return List.of(
        Target.answer("X509-SVID of the agent", WorkloadTargets::svid, svid.toByteArray()),
        Target.answer("JWT-SVIDs of the agent", WorkloadTargets::tokens, tokens.toByteArray()),
        Target.text(
            "error of the agent",
            WorkloadTargets::error,
            "rpc error: code = X desc = expected audience in [\"a\"] (audience=[\"b\" \"c\"])",
            "public key \"k\" not found in trust domain \"d\"",
            "unexpected signature algorithm \"HS256\""),
        Target.answer("claims of the agent", WorkloadTargets::claims, claims.toByteArray()),
        Target.answer("X.509 certificate", WorkloadTargets::peer, FuzzSamples.bytes("svid.der")),
        Target.text(
            "agent address",
            AgentAddress::parseLenient,
            "unix:///run/a.sock",
            "tcp://127.0.0.1:8080",
            "tcp://[::1]:80",
            "/run/a.sock"));
  }

  private static void svid(byte[] message) {
    try {
      IDENTITIES.svid(X509SVID.parseFrom(message));
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private static void claims(byte[] message) {
    try {
      JsonText.compact(GrpcStructs.json(Struct.parseFrom(message)));
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private static void peer(byte[] der) {
    try {
      X509SvidCheck.claimed(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
    } catch (CertificateException e) {
      throw unreadable();
    }
  }

  /// The exceptions that gRPC and TLS make of it.
  private static ProblemException unreadable() {
    return ProblemException.unreachable("unreadable", "unreadable", "");
  }

  private static void tokens(byte[] message) {
    try {
      API.svids(JWTSVIDResponse.parseFrom(message), Optional.empty());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /// Every status of gRPC with these words.
  private static void error(String words) {
    for (var code : Status.Code.values()) {
      for (var aboutToken : new boolean[] {true, false}) {
        GrpcAgentProblems.translate(
            AgentAddress.parse("unix:///a"),
            Duration.ofSeconds(1),
            aboutToken,
            code.toStatus().withDescription(words).asRuntimeException());
      }
    }
  }
}
