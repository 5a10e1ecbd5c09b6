package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import static io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Request;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Resource;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

final class PathRulesTest {
  private final TestAuthority root = TestAuthority.create("EC");
  private final TestAuthority middle = root.below("O=middle", KeyUsage.keyCertSign);
  private final TestAuthority low = middle.below("O=low", KeyUsage.keyCertSign);
  private final X509Certificate leaf = low.issue(new Request()).certificate();

  @Test
  void theSentChainMayBeInAnyOrder() {
    for (var chain :
        List.of(
            List.of(low.certificate, middle.certificate),
            List.of(middle.certificate, low.certificate))) {
      assertThat(path(chain, root.certificate, NOW))
          .containsExactly(leaf, low.certificate, middle.certificate, root.certificate);
    }
  }

  @Test
  void eitherCertificateOfTheAnchorCounts() {
    var direct = root.issue(new Request()).certificate();
    var other = TestAuthority.create("RSA").certificate;

    assertThat(PathRules.path(sent(direct), anchor(other, root.certificate), NOW)).hasSize(2);
  }

  @Test
  void anotherAuthorityOfTheSameNameIsRefused() {
    var other = TestAuthority.create("EC");
    refused(sent(root.issue(new Request()).certificate()), other.certificate, NOW);
  }

  @Test
  void aMissingIntermediateIsRefused() {
    refused(new RequestCertificates(leaf, List.of(low.certificate)), root.certificate, NOW);
  }

  @Test
  void anIntermediateThatMayNotSignIsRefused() {
    var signer = root.below("O=signer", KeyUsage.digitalSignature);
    var below = signer.issue(new Request()).certificate();

    refused(new RequestCertificates(below, List.of(signer.certificate)), root.certificate, NOW);
  }

  @Test
  void aPathLongerThanTheAnchorAllowsIsRefused() {
    var limited = TestAuthority.create("EC", "O=limited", KeyUsage.keyCertSign, 0);
    var below = limited.below("O=below", KeyUsage.keyCertSign);
    var last = below.issue(new Request()).certificate();

    refused(new RequestCertificates(last, List.of(below.certificate)), limited.certificate, NOW);
  }

  @Test
  void anAnchorOutsideOfItsValidityIsRefused() {
    var direct = sent(root.issue(new Request()).certificate());

    refused(direct, root.certificate, NOW.plus(Duration.ofHours(2)));
    refused(direct, root.certificate, NOW.minus(Duration.ofHours(2)));
  }

  private List<X509Certificate> path(
      List<X509Certificate> chain, X509Certificate anchor, Instant now) {
    return PathRules.path(new RequestCertificates(leaf, chain), anchor(anchor), now);
  }

  private static void refused(RequestCertificates sent, X509Certificate anchor, Instant now) {
    assertThatThrownBy(() -> PathRules.path(sent, anchor(anchor), now))
        .hasMessage("Untrusted signing certificate");
  }

  private static RequestCertificates sent(X509Certificate certificate) {
    return new RequestCertificates(certificate, List.of());
  }

  private static TrustAnchor anchor(X509Certificate... certificates) {
    var resource = Resource.create("trust-anchor", "1", "us-east-1", "a", true, NOW);
    return new TrustAnchor(resource, "", List.of(certificates), List.of());
  }
}
