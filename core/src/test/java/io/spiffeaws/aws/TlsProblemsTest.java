package io.spiffeaws.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsProblemsTest {
  private static final CalledHost HOST =
      new CalledHost("sts.example.org", Optional.of("AWS_ENDPOINT_URL_STS"));
  private static final String ENDPOINT = "check AWS_ENDPOINT_URL_STS and any proxy on the way";
  private static final String TRUST = "to trust a private CA, run: export AWS_CA_BUNDLE=FILE";

  /// The exceptions that the JDK throws.
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            handshake(
                new CertificateException("untrusted", new CertPathBuilderException("no path"))),
            "tls-untrusted",
            "its certificate is not signed by a CA that is trusted here",
            TRUST),
        Arguments.of(
            new SSLException(
                "Unexpected error", new InvalidAlgorithmParameterException("trustAnchors")),
            "tls-untrusted",
            "no CA is trusted here",
            TRUST),
        Arguments.of(
            handshake(new CertificateException("expired", new CertificateExpiredException("x"))),
            "tls-certificate-expired",
            "its certificate has expired",
            "check this machine's clock, or have the certificate renewed"),
        Arguments.of(
            handshake(new CertificateException("No name matching sts.example.org found")),
            "tls-wrong-name",
            "its certificate is for another host",
            ENDPOINT),
        Arguments.of(
            handshake(new EOFException("SSL peer shut down incorrectly")),
            "tls-failed",
            "it closed the connection",
            ENDPOINT),
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"),
            "tls-failed",
            "it does not support TLS",
            ENDPOINT),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: protocol_version"),
            "tls-failed",
            "the handshake failed",
            ENDPOINT));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theCauseIsSaid(SSLException failure, String code, String why, String hint) {
    var problem = new TlsProblems("STS", HOST).of(failure);

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message())
        .isEqualTo("the TLS connection to STS at sts.example.org failed: " + why);
    assertThat(problem.hint()).isEqualTo(hint);
  }

  @Test
  void aTimeoutInTheHandshakeIsATimeout() {
    var slow = handshake(new SocketTimeoutException("Read timed out"));

    assertThat(new TlsProblems("STS", HOST).of(slow).code()).isEqualTo("timed-out");
  }

  private static SSLException handshake(Throwable cause) {
    var failure = new SSLHandshakeException("handshake");
    failure.initCause(cause);
    return failure;
  }
}
