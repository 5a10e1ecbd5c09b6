package io.spiffeaws.sandbox;

import static io.spiffeaws.sandbox.SandboxWorld.entry;
import static io.spiffeaws.sandbox.SandboxWorld.id;
import static io.spiffeaws.sandbox.SandboxWorld.ownUid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTSVID;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.oidc.ConnectTo;
import io.spiffeaws.oidc.HttpsIssuerDocuments;
import io.spiffeaws.oidc.IssuerRoutes;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryRequest;
import io.spiffeaws.spire.proto.types.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WorkloadApiTest {
  private SandboxWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new SandboxWorld();
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  @Test
  void aCallWithoutTheSecurityHeaderIsRejected() {
    assertThatThrownBy(() -> world.bareWorkload().fetchJWTSVID(JWTSVIDRequest.getDefaultInstance()))
        .hasMessage("INVALID_ARGUMENT: security header missing from request");
  }

  @Test
  void aCallerWithoutAnEntryGetsNoIdentity() {
    create(entry("/other", "unix:uid:4294967294"));

    assertThatThrownBy(() -> fetch("")).hasMessage("PERMISSION_DENIED: no identity issued");
    assertThatThrownBy(
            () -> world.workload().fetchX509SVID(X509SVIDRequest.getDefaultInstance()).next())
        .hasMessage("PERMISSION_DENIED: no identity issued");
  }

  @Test
  void theRequestIsCheckedLikeInSpire() {
    assertThatThrownBy(() -> world.workload().fetchJWTSVID(JWTSVIDRequest.getDefaultInstance()))
        .hasMessage("INVALID_ARGUMENT: audience must be specified");
    assertThatThrownBy(() -> fetch("spiffe://example.org/a/"))
        .hasMessage(
            "INVALID_ARGUMENT: invalid requested SPIFFE ID: path cannot have a trailing slash");
  }

  @Test
  void onlyMatchingEntriesBelowTheAgentAreUsed() throws IOException {
    create(entry("/mine", ownUid()));
    create(entry("/below", ownUid()).setParentId(id("/mine")));
    create(entry("/elsewhere", ownUid()).setParentId(id("/nowhere")));
    create(entry("/more", ownUid(), "k8s:ns:prod"));

    assertThat(fetch(""))
        .extracting(JWTSVID::getSpiffeId)
        .containsExactlyInAnyOrder("spiffe://example.org/mine", "spiffe://example.org/below");
  }

  @Test
  void onlyOneEntryPerHintIsReturned() throws IOException {
    create(entry("/one", ownUid()).setId("1").setHint("h"));
    create(entry("/two", ownUid()).setId("2").setHint("h"));

    assertThat(fetch("")).extracting(JWTSVID::getHint).containsExactly("h");
  }

  @Test
  void aTokenIsValidWithThePublishedKeysAndHasTheClaimsOfSpire() throws Exception {
    create(entry("/mine", ownUid()).setJwtSvidTtl(60));
    var token = SignedJWT.parse(fetch("spiffe://example.org/mine").getFirst().getSvid());
    var documents =
        HttpsIssuerDocuments.trusting(
            Optional.of(Path.of(variable("AWS_CA_BUNDLE"))),
            IssuerRoutes.by(ConnectTo.parse(variable("SPIFFE_AWS_CONNECT_TO"))),
            Duration.ofSeconds(30),
            CallLog.NONE);
    var discovery = documents.discovery("https://oidc.example.org");
    var keys = JWKSet.parse(documents.keys(discovery.jwksUri()));
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
    var claims = token.getJWTClaimsSet();

    assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(token.getHeader().toBase64URL().decodeToString())
        .isEqualTo("{\"alg\":\"ES256\",\"kid\":\"" + key.getKeyID() + "\",\"typ\":\"JWT\"}");
    assertThat(claims.getIssuer()).isEqualTo("https://oidc.example.org");
    assertThat(claims.getSubject()).isEqualTo("spiffe://example.org/mine");
    assertThat(token.getPayload().toString()).contains("\"aud\":[\"a\"]");
    assertThat(
            Duration.between(
                claims.getDateClaim("iat").toInstant(), claims.getDateClaim("exp").toInstant()))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void theAgentValidatesItsOwnTokensForTheirAudience() throws IOException {
    create(entry("/mine", ownUid()));
    var token = fetch("").getFirst().getSvid();

    assertThat(validate(token, "a")).isEqualTo("spiffe://example.org/mine");
    assertThatThrownBy(() -> validate(token, "b"))
        .hasMessage("INVALID_ARGUMENT: expected audience in [\"b\"] (audience=[\"a\"])");
    assertThatThrownBy(() -> validate(token.substring(0, token.length() - 8) + "AAAAAAAA", "a"))
        .hasMessage("INVALID_ARGUMENT: go-jose/go-jose: error in cryptographic primitive");
    assertThatThrownBy(() -> validate("x", "a"))
        .hasMessage(
            "INVALID_ARGUMENT: unable to parse JWT token: go-jose/go-jose: compact JWS format must have three parts");
  }

  @Test
  void aRemovedIdentityEndsAnOpenStream() throws IOException {
    create(entry("/mine", ownUid()).setId("one"));
    var bundles = world.workload().fetchJWTBundles(JWTBundlesRequest.getDefaultInstance());

    assertThat(bundles.next().getBundlesMap()).containsOnlyKeys("spiffe://example.org");
    world
        .entries()
        .batchDeleteEntry(
            io.spiffeaws.spire.proto.entry.BatchDeleteEntryRequest.newBuilder()
                .addIds("one")
                .build());
    assertThatThrownBy(bundles::next).hasMessage("PERMISSION_DENIED: no identity issued");
  }

  private List<JWTSVID> fetch(String spiffeId) {
    return world
        .workload()
        .fetchJWTSVID(JWTSVIDRequest.newBuilder().addAudience("a").setSpiffeId(spiffeId).build())
        .getSvidsList();
  }

  private String validate(String token, String audience) {
    return world
        .workload()
        .validateJWTSVID(
            ValidateJWTSVIDRequest.newBuilder().setSvid(token).setAudience(audience).build())
        .getSpiffeId();
  }

  private void create(Entry.Builder entry) {
    var status =
        world
            .entries()
            .batchCreateEntry(BatchCreateEntryRequest.newBuilder().addEntries(entry).build())
            .getResults(0)
            .getStatus();
    assertThat(status.getMessage()).isEqualTo("OK");
  }

  private String variable(String name) {
    return world.environment().getOrDefault(name, "");
  }
}
