package io.spiffeaws.spire;

import io.spiffeaws.spire.proto.bundle.BundleGrpc;
import io.spiffeaws.spire.proto.bundle.GetBundleRequest;
import io.spiffeaws.spire.proto.types.BundleMask;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Reads the trust bundle with the server's API, `spire.api.server.bundle.v1.Bundle`.
public final class GrpcTrustBundles implements TrustBundles {
  private static final GetBundleRequest REQUEST =
      GetBundleRequest.newBuilder()
          .setOutputMask(BundleMask.newBuilder().setJwtAuthorities(true))
          .build();

  private final GrpcSpireServer server;
  private final BundleGrpc.BundleBlockingStub stub;

  public GrpcTrustBundles(GrpcSpireServer server) {
    this.server = server;
    this.stub = BundleGrpc.newBlockingStub(server.channel());
  }

  @Override
  public List<JwtAuthority> jwtAuthorities() {
    var bundle = server.call(stub, "GetBundle", to -> to.getBundle(REQUEST));
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
}
