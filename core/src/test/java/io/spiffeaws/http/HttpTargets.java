package io.spiffeaws.http;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The parsers of this package.
public final class HttpTargets {
  private HttpTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.bytes(
            "CA bundle",
            HttpTargets::bundle,
            FuzzSamples.bytes("svid.pem"),
            FuzzSamples.bytes("svid.der")),
        Target.text(
            "proxy",
            HttpTargets::proxy,
            "http://user:p%40ss@proxy.example.org:3128",
            "proxy:1",
            "http://[::1]:80"),
        Target.text(
            "no proxy",
            text -> NoProxyList.parse(text).contains("sts.amazonaws.com", 443),
            "localhost,.example.org, *.a.b:443 10.0.0.0/8 [fd00::1]:1 fd00::/8"));
  }

  private static void proxy(String text) {
    new Proxies(name -> name.equals("HTTPS_PROXY") ? Optional.of(text) : Optional.empty())
        .to(URI.create("https://sts.amazonaws.com"));
  }

  /// Certificates are parsed only when a server presents one.
  private static void bundle(byte[] content) throws Exception {
    var bundle = CaBundle.of(Path.of("ca.pem"), content);
    bundle.tls();
    try {
      ((BundleTrust) bundle.trustManagers()[0])
          .checkServerTrusted(new X509Certificate[] {FuzzSamples.certificate()}, "ECDHE_ECDSA");
    } catch (CertificateException notTrusted) {
      // the exception that a TLS client gets
    }
  }
}
