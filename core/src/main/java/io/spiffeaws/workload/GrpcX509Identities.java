package io.spiffeaws.workload;

import com.google.protobuf.ByteString;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/// Fetches X509-SVIDs from the Workload API. It reads only the first message of the stream; the
/// later ones are renewals.
public final class GrpcX509Identities implements X509Identities {
  private final GrpcWorkloadApi agent;

  public GrpcX509Identities(GrpcWorkloadApi agent) {
    this.agent = agent;
  }

  @Override
  public List<X509Svid> fetchX509Svids() {
    var svids =
        agent.call(
            "FetchX509SVID",
            false,
            stub -> {
              var answers = stub.fetchX509SVID(X509SVIDRequest.getDefaultInstance());
              return answers.hasNext() ? answers.next().getSvidsList() : List.<X509SVID>of();
            });
    if (svids.isEmpty()) {
      throw new ProblemException(IdentityNotIssued.problem(Optional.empty()));
    }
    return svids.stream().map(this::svid).toList();
  }

  X509Svid svid(X509SVID svid) {
    try {
      var chain = certificates(svid.getX509Svid());
      var algorithm = chain.getFirst().getPublicKey().getAlgorithm();
      var encoded = new PKCS8EncodedKeySpec(svid.getX509SvidKey().toByteArray());
      return new X509Svid(
          SpiffeId.parse(svid.getSpiffeId()),
          chain,
          KeyFactory.getInstance(algorithm).generatePrivate(encoded),
          certificates(svid.getBundle()),
          svid.getHint());
    } catch (GeneralSecurityException | ProblemException e) {
      throw new ProblemException(agent.notAWorkloadApi(), e);
    }
  }

  /// Parses concatenated DER certificates, the format of the standard.
  private static List<X509Certificate> certificates(ByteString der) throws CertificateException {
    var certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(der.newInput()).stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return certificates;
  }
}
