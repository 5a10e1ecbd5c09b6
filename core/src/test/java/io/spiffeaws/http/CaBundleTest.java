package io.spiffeaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.oidc.TestAuthority;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaBundleTest {
  @TempDir private Path directory;

  private final TestAuthority authority = new TestAuthority(Instant.now());
  private final TestAuthority namesake = new TestAuthority(Instant.now());

  @Test
  void trustsAServerOfAnyCa() throws Exception {
    var bundle = trust(pem(namesake.certificate()) + pem(authority.certificate()));
    assertThatNoException().isThrownBy(() -> check(bundle, authority));
    assertThatNoException().isThrownBy(() -> check(bundle, namesake));
  }

  @Test
  void doesNotTrustAServerOfAnotherCaWhateverItsName() throws Exception {
    var bundle = trust(pem(namesake.certificate()));
    assertThatThrownBy(() -> check(bundle, authority)).isInstanceOf(CertificateException.class);
  }

  @Test
  void acceptsAnotherSpellingOfTheCasName() throws Exception {
    var bundle = trust(pem(namesake.certificate("other")) + pem(authority.certificate("TEST  ca")));
    assertThatNoException().isThrownBy(() -> check(bundle, authority));
  }

  @Test
  void ignoresTextBetweenCertificates() throws Exception {
    var text = "# the CA\nsubject=test CA\n" + pem(authority.certificate()).replace("\n", "\r\n");
    assertThatNoException().isThrownBy(() -> check(trust(text), authority));
  }

  @Test
  void readsDer() throws Exception {
    var file = Files.write(directory.resolve("ca.der"), authority.certificate().getEncoded());
    assertThatNoException().isThrownBy(() -> check(trust(CaBundle.read(file)), authority));
  }

  @Test
  void trustsNoClient() throws Exception {
    var bundle = trust(pem(authority.certificate()));
    assertThatThrownBy(() -> bundle.checkClientTrusted(authority.chain("sts"), "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class);
    assertThat(bundle.getAcceptedIssuers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "-----BEGIN CERTIFICATE-----\nMIIB\n",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\ndGV4dA==\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"
      })
  void rejectsAFileWithoutCertificates(String text) throws Exception {
    var file = Files.writeString(directory.resolve("ca.pem"), text);
    assertThatThrownBy(() -> CaBundle.read(file))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("malformed-ca-bundle"));
  }

  private X509ExtendedTrustManager trust(String text) throws Exception {
    return trust(CaBundle.read(Files.writeString(directory.resolve("ca.pem"), text)));
  }

  private static X509ExtendedTrustManager trust(CaBundle bundle) {
    return (X509ExtendedTrustManager) bundle.trustManagers()[0];
  }

  private static void check(X509ExtendedTrustManager bundle, TestAuthority authority)
      throws CertificateException {
    bundle.checkServerTrusted(authority.chain("sts.example.org"), "ECDHE_ECDSA");
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
