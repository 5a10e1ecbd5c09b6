package io.spiffeaws.oidc;

import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.http.ProxyServer;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Problems of fetching an issuer's documents, in words for the user.
final class IssuerProblems {
  private IssuerProblems() {}

  /// The problem of a document that could not be fetched.
  ///
  /// @param proxy the proxy in between; empty if there is none
  static ProblemException unreachable(URI document, Optional<ProxyServer> proxy, IOException e) {
    return proxy
        .flatMap(way -> ProxyProblems.of(way, document, e))
        .map(problem -> new ProblemException(problem, e))
        .orElseGet(() -> unreachable(document, e));
  }

  private static ProblemException unreachable(URI document, IOException e) {
    var host = document.getHost();
    var words = words(e);
    return new ProblemException(
        ProblemException.unreachable(
                words.code(), "cannot fetch " + document + ": " + words.why(), words.hint(host))
            .problem(),
        e);
  }

  static ProblemException timedOut(URI document, Duration limit) {
    return tooSlow(document, "no complete response within " + limit.toMillis() + " ms", limit);
  }

  /// The problem of a connection that took too long.
  ///
  /// @param step the step that did not end
  static ProblemException slow(URI document, HandshakeProgress.Step step, Duration limit) {
    var host = document.getHost();
    var what =
        switch (step) {
          case DNS -> "the DNS lookup of %s did not end".formatted(host);
          case CONNECT -> "%s did not accept the connection".formatted(host);
          case TLS -> "%s did not complete the TLS handshake".formatted(host);
        };
    return tooSlow(document, what + " within " + limit.toMillis() + " ms", limit, code(step));
  }

  private static String code(HandshakeProgress.Step step) {
    return switch (step) {
      case DNS -> "issuer-dns-timed-out";
      case CONNECT -> "issuer-timed-out";
      case TLS -> "issuer-tls-timed-out";
    };
  }

  private static ProblemException tooSlow(URI document, String why, Duration limit) {
    return tooSlow(document, why, limit, "issuer-timed-out");
  }

  private static ProblemException tooSlow(URI document, String why, Duration limit, String code) {
    return limit.compareTo(HttpsIssuerDocuments.AWS_TIMEOUT) < 0
        ? ProblemException.unreachable(
            code,
            "cannot fetch " + document + ": " + why,
            "specify --timeout 5s, which is how long AWS waits for both documents")
        : ProblemException.unreachable(
            code,
            "cannot fetch %s: %s; AWS gives up after 5s".formatted(document, why),
            WebServer.of(document.getHost()).hintToAnswerInTime());
  }

  static ProblemException status(URI document, int status) {
    return IssuerStatus.problem(document, status);
  }

  static ProblemException tooLarge(URI document) {
    return ProblemException.malformed(
        "issuer-document-too-large", document + " is larger than 1 MiB, so it is not read", "");
  }

  static ProblemException malformed(URI document, String why) {
    return ProblemException.malformed(
        "malformed-issuer-document",
        document + " is not a valid issuer document: " + why,
        WebServer.of(document.getHost())
            .hint("serve the issuer's documents; to see what it serves, run: curl " + document));
  }

  static ProblemException notHttps(String what, String url) {
    return ProblemException.malformed(
        "issuer-not-https", what + " \"" + url + "\" is not an https URL", "");
  }

  static ProblemException noSuchPort(String what, String url) {
    return ProblemException.malformed(
        "issuer-port",
        what + " \"" + url + "\" has a port outside 1 to 65535",
        "omit the port: AWS uses the default, 443");
  }

  static ProblemException mismatch(URI document, String asked, String found) {
    return ProblemException.refused(
        "issuer-mismatch",
        "%s says its issuer is \"%s\", not \"%s\"".formatted(document, found, asked),
        "use the issuer exactly as in jwt_issuer of the SPIRE server, including case and any"
            + " trailing slash");
  }

  private record Words(String code, String why, String advice) {
    String hint(String host) {
      return advice.replace("HOST", host);
    }
  }

  private static Words words(IOException e) {
    var causes = causes(e);
    return causes.stream()
        .flatMap(cause -> words(cause).stream())
        .findFirst()
        .orElseGet(() -> unknownCause(e, causes));
  }

  private static List<Throwable> causes(Throwable e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause).toList();
  }

  private static Optional<Words> words(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ ->
          Optional.of(
              new Words(
                  "unknown-host",
                  "its host name cannot be resolved",
                  "create a public DNS record for HOST (or ask the operator of its domain), because"
                      + " AWS must resolve it too; or correct the issuer's URL"));
      case SocketTimeoutException _ ->
          Optional.of(new Words("issuer-timed-out", "it did not respond in time", "try again"));
      case NoRouteToHostException _ ->
          Optional.of(new Words("connection-refused", "no route to its host", ""));
      case ConnectException _ ->
          Optional.of(
              new Words(
                  "connection-refused",
                  "its host refused the connection",
                  "start the OIDC discovery provider or the web server on HOST, port 443 (or ask its"
                      + " operator); to see what runs, run: systemctl status 'spire*'"));
      case CertificateExpiredException _ ->
          Optional.of(
              new Words(
                  "tls-certificate-expired",
                  "its TLS certificate has expired",
                  "renew it on HOST"));
      case CertificateException c when String.valueOf(c.getMessage()).startsWith("No ") ->
          Optional.of(
              new Words(
                  "tls-wrong-name",
                  "its TLS certificate is for another host",
                  "serve a certificate for HOST"));
      default -> Optional.empty();
    };
  }

  private static Words unknownCause(IOException e, List<Throwable> causes) {
    if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
      return new Words(
          "tls-untrusted",
          "its TLS certificate is not signed by a CA that is trusted here",
          "to trust a private CA, run: export AWS_CA_BUNDLE=FILE");
    }
    if (causes.stream().anyMatch(InvalidAlgorithmParameterException.class::isInstance)) {
      return new Words(
          "tls-untrusted",
          "no CA is trusted here",
          "to trust a private CA, run: export AWS_CA_BUNDLE=FILE");
    }
    return e instanceof SSLException
        ? new Words("tls-failed", "the TLS handshake failed", "")
        : new Words("issuer-unreachable", "the connection failed", "try again");
  }
}
