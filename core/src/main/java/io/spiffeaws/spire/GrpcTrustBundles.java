package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.proto.bundle.BundleGrpc;
import io.spiffeaws.spire.proto.bundle.GetBundleRequest;
import io.spiffeaws.spire.proto.types.BundleMask;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads the trust bundle with the server's API, `spire.api.server.bundle.v1.Bundle`.
public final class GrpcTrustBundles implements TrustBundles, X509Bundles {
  private static final GetBundleRequest JWT =
      request(BundleMask.newBuilder().setJwtAuthorities(true));
  private static final GetBundleRequest X509 =
      request(BundleMask.newBuilder().setX509Authorities(true));

  private final GrpcSpireServer server;
  private final BundleGrpc.BundleBlockingStub stub;

  public GrpcTrustBundles(GrpcSpireServer server) {
    this.server = server;
    this.stub = BundleGrpc.newBlockingStub(server.channel());
  }

  @Override
  public List<JwtAuthority> jwtAuthorities() {
    var bundle = server.call(stub, "GetBundle", to -> to.getBundle(JWT));
    return bundle.getJwtAuthoritiesList().stream()
        .map(key ->
            new JwtAuthority(
                key.getKeyId(),
                Base64.getEncoder().encodeToString(key.getPublicKey().toByteArray()),
                Optional.of(key.getExpiresAt())
                    .filter(seconds -> seconds > 0)
                    .map(Instant::ofEpochSecond),
                key.getTainted()))
        .toList();
  }

  @Override
  public List<BundleAuthority> x509Authorities() {
    var bundle = server.call(stub, "GetBundle", to -> to.getBundle(X509));
    try {
      var authorities = new ArrayList<BundleAuthority>();
      for (var ca : bundle.getX509AuthoritiesList()) {
        authorities.add(BundleAuthority.parse(ca.getAsn1().toByteArray(), ca.getTainted()));
      }
      return authorities;
    } catch (CertificateException e) {
      throw ProblemException.unexpected(
          "unknown-answer", "the SPIRE server returned a malformed CA certificate", "");
    }
  }

  private static GetBundleRequest request(BundleMask.Builder mask) {
    return GetBundleRequest.newBuilder().setOutputMask(mask).build();
  }
}
