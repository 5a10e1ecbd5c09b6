package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import static io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Request;
import java.time.Duration;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CertificateRulesTest {
  private static final TestAuthority RSA = TestAuthority.create("RSA");
  private static final String INSUFFICIENT = "Untrusted certificate. Insufficient certificate";

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(new Request().version1(), INSUFFICIENT),
        Arguments.of(new Request().ca(0), INSUFFICIENT),
        Arguments.of(new Request().usage(-1), INSUFFICIENT),
        Arguments.of(new Request().usage(KeyUsage.keyEncipherment), INSUFFICIENT),
        Arguments.of(new Request().signedWith("SHA1withRSA"), INSUFFICIENT),
        Arguments.of(new Request().signedWith("MD5withRSA"), INSUFFICIENT),
        Arguments.of(new Request().subject("").uri("spiffe://a/b"), INSUFFICIENT),
        Arguments.of(
            new Request().valid(Duration.ofHours(-2), Duration.ofSeconds(-1)),
            "Untrusted certificate. Certificate has expired"),
        Arguments.of(
            new Request().valid(Duration.ofSeconds(1), Duration.ofHours(1)),
            "Untrusted certificate. Certificate is not yet valid"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aLeafWithAFaultIsRefused(Request request, String message) {
    var leaf = RSA.issue(request).certificate();

    assertThatThrownBy(() -> CertificateRules.checkLeaf(leaf, NOW)).hasMessage(message);
  }

  static Stream<Request> accepted() {
    return Stream.of(
        new Request(),
        new Request().signedWith("SHA384withRSA"),
        new Request().signedWith("SHA512withRSA"),
        new Request()
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyAgreement),
        new Request().valid(Duration.ZERO, Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void aLeafWithoutFaultIsAccepted(Request request) {
    var leaf = RSA.issue(request).certificate();

    assertThatCode(() -> CertificateRules.checkLeaf(leaf, NOW)).doesNotThrowAnyException();
  }

  @Test
  void anAuthorityMaySignCertificates() {
    assertThat(CertificateRules.isAuthority(RSA.certificate)).isTrue();
    for (var request :
        new Request[] {
          new Request(),
          new Request().ca(0).usage(-1),
          new Request().ca(0).usage(KeyUsage.cRLSign),
          new Request().usage(KeyUsage.keyCertSign)
        }) {
      assertThat(CertificateRules.isAuthority(RSA.issue(request).certificate())).isFalse();
    }
  }
}
