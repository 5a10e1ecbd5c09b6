package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Explains why a TLS connection to a service could not be established.
final class TlsProblems {
  private static final String NO_TLS = "Unsupported or unrecognized SSL message";
  private static final String TRUST = "to trust a private CA, run: export AWS_CA_BUNDLE=FILE";

  private final String service;
  private final CalledHost host;

  TlsProblems(String service, CalledHost host) {
    this.service = service;
    this.host = host;
  }

  Problem of(SSLException failure) {
    var causes = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    return causes.stream()
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElseGet(() -> unknown(causes));
  }

  private Optional<Problem> known(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case SocketTimeoutException _ -> ServiceProblems.timedOut(service, host.name());
          case CertificateExpiredException _ ->
              problem(
                  "tls-certificate-expired",
                  "its certificate has expired",
                  "check this machine's clock, or have the certificate renewed");
          case CertificateException e when String.valueOf(e.getMessage()).startsWith("No ") ->
              problem("tls-wrong-name", "its certificate is for another host", checked());
          case InvalidAlgorithmParameterException _ ->
              problem("tls-untrusted", "no CA is trusted here", TRUST);
          case EOFException _ -> problem("tls-failed", "it closed the connection", checked());
          case SSLException e when String.valueOf(e.getMessage()).contains(NO_TLS) ->
              problem("tls-failed", "it does not support TLS", checked());
          default -> null;
        });
  }

  private Problem unknown(List<Throwable> causes) {
    return causes.stream().anyMatch(CertificateException.class::isInstance)
        ? problem(
            "tls-untrusted", "its certificate is not signed by a CA that is trusted here", TRUST)
        : problem("tls-failed", "the handshake failed", checked());
  }

  private Problem problem(String code, String why, String hint) {
    return new Problem.Unreachable(
        code, "the TLS connection to %s failed: %s".formatted(host.of(service), why), hint);
  }

  private String checked() {
    return "check "
        + host.setting().orElse("the region, AWS_ENDPOINT_URL")
        + " and any proxy on the way";
  }
}
