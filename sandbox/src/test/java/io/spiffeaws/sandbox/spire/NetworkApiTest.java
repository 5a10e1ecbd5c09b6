package io.spiffeaws.sandbox.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.tls.CertificateAuthority;
import io.spiffeaws.sandbox.tls.Validity;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.AdminIdentity;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.GrpcRegistrationEntries;
import io.spiffeaws.spire.GrpcSpireServer;
import io.spiffeaws.spire.ServerAddress;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.Selector;
import io.spiffeaws.workload.X509Svid;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NetworkApiTest {
  private static final String SERVER = "spiffe://example.org/spire/server";
  private static final String OPS = "spiffe://example.org/ops";

  private final Handed clock = new Handed();
  private final TrustDomainKeys keys = keys();
  private final EntryStore entries = new EntryStore("example.org", clock);
  private final List<X509Svid> offered = new ArrayList<>();
  private int asked;
  private NetworkApi api;
  private GrpcSpireServer client;

  @BeforeEach
  void serve() throws Exception {
    offered.add(svid(keys, OPS, Duration.ofHours(1)));
    serve(keys, SERVER);
  }

  private void serve(TrustDomainKeys keys, String id) {
    api = api(0, keys, id);
    client = client(Optional.empty());
  }

  private NetworkApi api(int port, TrustDomainKeys keys, String id) {
    return NetworkApi.start(
        port,
        ServerTls.of(keys, id, clock),
        new Administrators(entries),
        List.of(new EntryService(entries, "example.org")));
  }

  private GrpcSpireServer client(Optional<SpiffeId> wanted) {
    var identity =
        new AdminIdentity(
            () -> {
              asked++;
              if (offered.isEmpty()) {
                throw ProblemException.unreachable("agent-failed", "gone", "");
              }
              return offered;
            },
            wanted,
            clock);
    return new GrpcSpireServer(
        ServerAddress.parse(api.address()), identity, Duration.ofSeconds(20), CallLog.NONE);
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void allowsAnIdWhileItHasAnAdminEntry() throws Exception {
    refused("not-an-administrator");
    var entry = entries.create(entry().setAdmin(true).build()).entry();
    assertThat(listed()).isEqualTo(1);
    entries.update(
        entry.toBuilder().setAdmin(false).build(), EntryMask.newBuilder().setAdmin(true).build());
    refused("not-an-administrator");
  }

  @Test
  void rejectsAServerWithTheIdOfAWorkload() throws Exception {
    entries.create(entry().setAdmin(true).build());
    again(keys, OPS);
    refused("server-is-another");
  }

  @Test
  void rejectsAServerWithoutTheTrustDomainsAuthority() throws Exception {
    entries.create(entry().setAdmin(true).build());
    again(keys(), SERVER);
    refused("server-not-trusted");
  }

  @Test
  void rejectsAServerWithAnExpiredSvid() throws Exception {
    entries.create(entry().setAdmin(true).build());
    clock.now = clock.now.plus(Duration.ofHours(25));
    offered.set(0, withBundle(svid(keys(), OPS, Duration.ofHours(1)), keys));
    refused("server-not-trusted");
  }

  @Test
  void rejectsClientsOfAnotherAuthority() throws Exception {
    entries.create(entry().setAdmin(true).build());
    offered.set(0, withBundle(svid(keys(), OPS, Duration.ofHours(1)), keys));
    refused("svid-not-accepted");
  }

  @Test
  void isCalledWithTheCurrentSvid() throws Exception {
    entries.create(entry().setAdmin(true).build());
    listed();
    listed();
    assertThat(asked).isEqualTo(1);

    clock.now = clock.now.plus(Duration.ofMinutes(31));
    offered.set(0, withBundle(svid(keys(), OPS, Duration.ofHours(1)), keys));
    listed();
    assertThat(asked).isEqualTo(2);
    reconnect();
    refused("svid-not-accepted");
  }

  @Test
  void keepsItsIdIfTheProcessGetsFurtherIdentities() throws Exception {
    entries.create(entry().setAdmin(true).build());
    listed();
    offered.addFirst(svid(keys, "spiffe://example.org/app", Duration.ofHours(1)));
    clock.now = clock.now.plus(Duration.ofMinutes(31));
    listed();
    reconnect();
    assertThat(listed()).isEqualTo(1);
  }

  @Test
  void worksWithoutTheAgentUntilTheSvidExpires() throws Exception {
    entries.create(entry().setAdmin(true).build());
    listed();
    offered.clear();
    clock.now = clock.now.plus(Duration.ofMinutes(59));
    assertThatCode(this::listed).doesNotThrowAnyException();
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    refused("agent-failed");
  }

  @Test
  void isNotCalledWithAnExpiredSvid() throws Exception {
    offered.set(0, svid(keys, OPS, Duration.ofSeconds(-1)));
    refused("svid-expired");
  }

  @Test
  void isCalledWithTheSelectedId() throws Exception {
    entries.create(entry().setAdmin(true).build());
    offered.addFirst(svid(keys, "spiffe://example.org/app", Duration.ofHours(1)));
    refused("several-identities");
    client.close();
    client = client(Optional.of(SpiffeId.parse(OPS)));
    assertThat(listed()).isEqualTo(1);
  }

  /// Restarts the server at the same address, so that old connections are closed.
  private void reconnect() {
    var port = ServerAddress.parse(api.address()).port();
    api.close();
    api = api(port, keys, SERVER);
  }

  private void again(TrustDomainKeys keys, String id) {
    stop();
    serve(keys, id);
  }

  private void refused(String code) {
    assertThatThrownBy(this::listed)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private int listed() {
    var found = new ArrayList<>();
    new GrpcRegistrationEntries(client).list(EntryFilter.ALL, found::add);
    return found.size();
  }

  private TrustDomainKeys keys() {
    return TrustDomainKeys.create("example.org", JwtKeyType.EC_P256, clock);
  }

  private static Entry.Builder entry() {
    return Entry.newBuilder()
        .setSpiffeId(SPIFFEID.newBuilder().setTrustDomain("example.org").setPath("/ops"))
        .setParentId(SPIFFEID.newBuilder().setTrustDomain("example.org").setPath("/host"))
        .addSelectors(Selector.newBuilder().setType("unix").setValue("uid:1"));
  }

  private X509Svid svid(TrustDomainKeys keys, String id, Duration life)
      throws CertificateException {
    var own = CertificateAuthority.newKeys();
    var validity = new Validity(clock.now.minusSeconds(10), clock.now.plus(life));
    return new X509Svid(
        SpiffeId.parse(id),
        List.of(certificate(keys.x509().active().issue(id, own.getPublic(), List.of(), validity))),
        own.getPrivate(),
        List.of(certificate(keys.x509().active().der())),
        "");
  }

  private static X509Svid withBundle(X509Svid svid, TrustDomainKeys keys)
      throws CertificateException {
    return new X509Svid(
        svid.spiffeId(),
        svid.chain(),
        svid.key(),
        List.of(certificate(keys.x509().active().der())),
        svid.hint());
  }

  private static X509Certificate certificate(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /// A clock that is set manually, in whole seconds, the resolution of certificates.
  private static final class Handed extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("this clock supports only UTC");
    }
  }
}
