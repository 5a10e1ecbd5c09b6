package io.spiffeaws.aws;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/// The parsers of this package.
public final class AwsTargets {
  private AwsTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.bytes(
            "CA bundle",
            AwsTargets::bundle,
            FuzzSamples.bytes("svid.pem"),
            FuzzSamples.bytes("svid.der")),
        Target.text("region", RegionName::check, "eu-west-1", "us-gov-east-1"));
  }

  /// Certificates are read only when a server shows one.
  private static void bundle(byte[] content) throws Exception {
    var bundle = CaBundle.of(Path.of("ca.pem"), content);
    bundle.tls();
    try {
      ((BundleTrust) bundle.trustManagers()[0])
          .checkServerTrusted(new X509Certificate[] {FuzzSamples.certificate()}, "ECDHE_ECDSA");
    } catch (CertificateException notTrusted) {
      // as a server is told
    }
  }
}
