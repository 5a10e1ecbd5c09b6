package io.spiffeaws.sandbox.spire;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.spiffeaws.spire.proto.bundle.BundleGrpc;
import io.spiffeaws.spire.proto.bundle.GetBundleRequest;
import io.spiffeaws.spire.proto.types.Bundle;
import io.spiffeaws.spire.proto.types.JWTKey;
import io.spiffeaws.spire.proto.types.X509Certificate;

/// `spire.api.server.bundle.v1.Bundle`, limited to the server's own bundle.
final class BundleService extends BundleGrpc.BundleImplBase {
  private final TrustDomainKeys keys;

  BundleService(TrustDomainKeys keys) {
    this.keys = keys;
  }

  @Override
  public void getBundle(GetBundleRequest request, StreamObserver<Bundle> answer) {
    UnaryCalls.answer(answer, () -> shown(request));
  }

  private Bundle shown(GetBundleRequest request) {
    var all = !request.hasOutputMask();
    var mask = request.getOutputMask();
    var bundle = Bundle.newBuilder().setTrustDomain(keys.trustDomain());
    if (all || mask.getX509Authorities()) {
      for (var each : keys.x509().bundle()) {
        bundle.addX509Authorities(
            X509Certificate.newBuilder()
                .setAsn1(ByteString.copyFrom(each.authority().der()))
                .setTainted(each.tainted()));
      }
    }
    if (all || mask.getJwtAuthorities()) {
      bundle.addJwtAuthorities(
          JWTKey.newBuilder()
              .setKeyId(keys.jwt().keyId())
              .setPublicKey(ByteString.copyFrom(keys.jwt().publicKey().getEncoded()))
              .setExpiresAt(keys.jwt().expires().getEpochSecond()));
    }
    if (all || mask.getSequenceNumber()) {
      bundle.setSequenceNumber(keys.x509().sequence());
    }
    return bundle.build();
  }
}
