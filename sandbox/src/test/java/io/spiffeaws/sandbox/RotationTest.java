package io.spiffeaws.sandbox;

import static io.spiffeaws.sandbox.SandboxWorld.entry;
import static io.spiffeaws.sandbox.SandboxWorld.ownUid;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import io.spiffeaws.spire.proto.bundle.GetBundleRequest;
import io.spiffeaws.spire.proto.entry.BatchCreateEntryRequest;
import io.spiffeaws.spire.proto.localauthority.ActivateX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.GetX509AuthorityStateRequest;
import io.spiffeaws.spire.proto.localauthority.PrepareX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.RevokeX509AuthorityRequest;
import io.spiffeaws.spire.proto.localauthority.TaintX509AuthorityRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tests what a workload sees of a rotation of the CA.
final class RotationTest {
  private SandboxWorld world;
  private Iterator<X509SVIDResponse> stream;

  @BeforeEach
  void start() throws IOException {
    world = new SandboxWorld();
    var entry = entry("/app", ownUid()).build();
    world
        .entries()
        .batchCreateEntry(BatchCreateEntryRequest.newBuilder().addEntries(entry).build());
    stream = world.workload().fetchX509SVID(X509SVIDRequest.getDefaultInstance());
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  @Test
  void theStreamFollowsEachStep() throws GeneralSecurityException {
    var first = stream.next();
    assertThat(bundle(first)).hasSize(1);
    var old = state().getActive().getAuthorityId();

    var authorities = world.authorities();
    authorities.prepareX509Authority(PrepareX509AuthorityRequest.getDefaultInstance());
    var prepared = stream.next();
    assertThat(bundle(prepared)).hasSize(2);
    assertThat(svid(prepared)).isEqualTo(svid(first));

    var next = state().getPrepared().getAuthorityId();
    authorities.activateX509Authority(
        ActivateX509AuthorityRequest.newBuilder().setAuthorityId(next).build());
    assertThat(state().getActive().getAuthorityId()).isEqualTo(next);
    assertThat(state().getOld().getAuthorityId()).isEqualTo(old);

    authorities.taintX509Authority(
        TaintX509AuthorityRequest.newBuilder().setAuthorityId(old).build());
    var renewed = stream.next();
    assertThat(svid(renewed)).isNotEqualTo(svid(first));
    assertThat(bundle(renewed)).hasSize(2);
    assertThat(tainted()).containsExactly(true, false);

    authorities.revokeX509Authority(
        RevokeX509AuthorityRequest.newBuilder().setAuthorityId(old).build());
    var last = stream.next();
    assertThat(svid(last)).isEqualTo(svid(renewed));
    var bundle = bundle(last);
    assertThat(bundle).hasSize(1);
    svid(last).verify(bundle.iterator().next().getPublicKey());
  }

  private io.spiffeaws.spire.proto.localauthority.GetX509AuthorityStateResponse state() {
    return world
        .authorities()
        .getX509AuthorityState(GetX509AuthorityStateRequest.getDefaultInstance());
  }

  private Iterable<Boolean> tainted() {
    return world
        .bundles()
        .getBundle(GetBundleRequest.getDefaultInstance())
        .getX509AuthoritiesList()
        .stream()
        .map(io.spiffeaws.spire.proto.types.X509Certificate::getTainted)
        .toList();
  }

  private static X509Certificate svid(X509SVIDResponse response) throws GeneralSecurityException {
    return certificates(response.getSvids(0).getX509Svid().toByteArray()).iterator().next();
  }

  private static Collection<X509Certificate> bundle(X509SVIDResponse response)
      throws GeneralSecurityException {
    return certificates(response.getSvids(0).getBundle().toByteArray());
  }

  @SuppressWarnings("unchecked")
  private static Collection<X509Certificate> certificates(byte[] der)
      throws GeneralSecurityException {
    return (Collection<X509Certificate>)
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der));
  }
}
