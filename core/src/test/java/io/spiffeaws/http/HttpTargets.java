package io.spiffeaws.http;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
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
        Target.answer(
            "answer of a proxy",
            Form.TEXT,
            HttpTargets::tunnel,
            "HTTP/1.1 200 Connection established\r\nVia: a\r\n\r\n\u0016\u0003"),
        Target.answer(
            "HTTP response",
            Form.TEXT,
            HttpTargets::response,
            crlf("HTTP/1.1 200 OK", "Content-Length: 2", "", "{}"),
            crlf(
                "HTTP/1.1 100 Continue",
                "",
                "HTTP/1.1 403 No",
                "x-amzn-ErrorType: A:b",
                "Transfer-Encoding: chunked",
                "",
                "2;a=b",
                "{}",
                "0",
                "",
                "")),
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

  private static String crlf(String... lines) {
    return String.join("\r\n", lines);
  }

  private static void response(byte[] answer) {
    try {
      HttpResponse.read(new ByteArrayInputStream(answer)).json();
    } catch (IOException e) {
      throw ProblemException.unreachable("unreadable", "unreadable", "");
    }
  }

  private static void tunnel(byte[] answer) {
    var proxy = new ProxyServer("HTTPS_PROXY", "127.0.0.1", 3128, Optional.empty());
    try {
      ProxyTunnel.open(new CannedSocket(answer), proxy, "oidc.example.org", 443, 1);
    } catch (IOException e) {
      throw new ProblemException(
          ProxyProblems.of(proxy, URI.create("https://oidc.example.org"), e)
              .orElseGet(
                  () -> ProblemException.unreachable("unreadable", "unreadable", "").problem()));
    }
  }

  /// A connected socket whose other end has sent its bytes and closes it.
  private static final class CannedSocket extends Socket {
    private final InputStream in;

    CannedSocket(byte[] bytes) {
      this.in = new ByteArrayInputStream(bytes);
    }

    @Override
    public void connect(SocketAddress address, int millis) {}

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }
}
