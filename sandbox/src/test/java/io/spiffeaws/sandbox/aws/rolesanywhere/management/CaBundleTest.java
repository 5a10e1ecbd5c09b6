package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Request;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.tls.Pem;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CaBundleTest {
  private static final TestAuthority RSA = TestAuthority.create("RSA");
  private static final TestAuthority EC = TestAuthority.create("EC");
  private static final String NO_CA = "Incorrect basic constraints for CA certificate";
  private static final String MALFORMED = "Malformed certificate";

  @Test
  void oneOrTwoCertificatesAreAccepted() {
    assertThat(read(pem(EC.certificate)).certificates()).containsExactly(EC.certificate);
    assertThat(read("\n" + pem(EC.certificate, RSA.certificate) + "\n").certificates())
        .containsExactly(EC.certificate, RSA.certificate);
  }

  static Stream<Arguments> refused() {
    var leaf = RSA.issue(new Request()).certificate();
    var noSigner = RSA.issue(new Request().ca(0).usage(KeyUsage.cRLSign)).certificate();
    var sha1 =
        RSA.issue(new Request().ca(0).usage(KeyUsage.keyCertSign).signedWith("SHA1withRSA"))
            .certificate();
    var ca = EC.certificate;
    return Stream.of(
        Arguments.of("", "length greater than or equal to 1"),
        Arguments.of("text", MALFORMED),
        Arguments.of(pem(ca) + "text", MALFORMED),
        Arguments.of(pem(ca).replace("MII", "AAA"), MALFORMED),
        Arguments.of(pem(ca, ca, ca), "exceeds the limit of 2 certificates"),
        Arguments.of(pem(ca) + "\n".repeat(8000), "length less than or equal to 8000"),
        Arguments.of(pem(leaf), NO_CA),
        Arguments.of(pem(noSigner), NO_CA),
        Arguments.of(pem(ca, leaf), NO_CA),
        Arguments.of(pem(sha1), "Unsupported signature algorithm"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anythingElseIsRefused(String pem, String message) {
    assertThatThrownBy(() -> read(pem)).hasMessageContaining(message);
  }

  @Test
  void otherSourcesAreRefused() {
    for (var type : new String[] {"AWS_ACM_PCA", "SELF_SIGNED_REPOSITORY", "x"}) {
      var source = Json.object().with("sourceType", Json.of(type));
      assertThatThrownBy(() -> CaBundle.read(new JsonInput(source)))
          .hasMessage("Unsupported source type: " + type);
    }
  }

  private static CaBundle read(String pem) {
    var data = Json.object().with("x509CertificateData", Json.of(pem));
    return CaBundle.read(
        new JsonInput(
            Json.object()
                .with("sourceType", Json.of("CERTIFICATE_BUNDLE"))
                .with("sourceData", data)));
  }

  private static String pem(X509Certificate... certificates) {
    return Pem.certificates(List.of(certificates));
  }
}
