package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.CertificateFault.Trust;
import io.spiffeaws.oidc.CertificateMaker.Holder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFaultTest {
  private static final String HOST = "oidc.example.org";
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Holder ROOT = Holder.of("Root CA");
  private static final Holder MIDDLE = Holder.of("Middle CA");
  private static final Holder OLD = Holder.of("Old CA");
  private static final Holder SERVER = Holder.of(HOST);
  private static final X509Certificate ROOT_CERTIFICATE =
      CertificateMaker.authority(ROOT, ROOT, NOW).make();
  private static final X509Certificate MIDDLE_CERTIFICATE =
      CertificateMaker.authority(MIDDLE, ROOT, NOW).make();

  /// What the server sends, whether it is trusted here and by which CAs, and the fault.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leaf root            | trusted  | -
          leaf root            | bundle   | UNKNOWN_CA
          leaf root            | public   | UNKNOWN_CA
          leaf                 | trusted  | -
          leaf                 | public   | UNKNOWN_CA
          leaf                 | bundle   | INCOMPLETE
          leaf-aia             | public   | INCOMPLETE
          leaf-middle          | bundle   | INCOMPLETE
          leaf-middle middle   | bundle   | UNKNOWN_CA
          leaf-middle root     | public   | INCOMPLETE
          leaf-middle root middle | public | UNKNOWN_CA
          self                 | public   | SELF_SIGNED
          expired root         | bundle   | EXPIRED
          leaf-expired expired-middle root | bundle | EXPIRED
          early root           | bundle   | NOT_YET_VALID
          other root           | bundle   | OTHER_NAME
          client root          | bundle   | WRONG_PURPOSE
          client-and-server root | trusted | -
          weak root            | bundle   | WEAK_KEY
          weak root            | trusted  | WEAK_KEY
          sha1 root            | trusted  | WEAK_SIGNATURE
          sha1 root            | bundle   | WEAK_SIGNATURE
          below-server server  | bundle   | NOT_A_CA
          expired-other root   | bundle   | EXPIRED
          other-client root    | bundle   | OTHER_NAME
          """)
  void mostSpecificFaultIsNamed(String sent, String trust, String kind) {
    var fault = fault(sent, trust);

    assertThat(fault.map(found -> found.kind().name()).orElse("-")).isEqualTo(kind);
  }

  @Test
  void faultSaysWhatIsThereAndWhatIsRequired() {
    assertThat(message("expired root"))
        .isEqualTo("the certificate of oidc.example.org expired at 2026-11-26T12:00:00Z, 48h ago");
    assertThat(message("early root"))
        .isEqualTo(
            "the certificate of oidc.example.org is not valid before 2026-11-30T12:00:00Z, in 48h");
    assertThat(message("leaf-expired expired-middle root"))
        .startsWith("the CA certificate CN=Old CA, which oidc.example.org sends, expired at");
    assertThat(message("other root"))
        .isEqualTo(
            "the certificate is for www.example.org, *.example.com, not for oidc.example.org");
    assertThat(message("client root")).contains("clientAuth, not serverAuth");
    assertThat(message("weak root")).contains("RSA key of 1024 bits; at least 2048");
    assertThat(message("leaf-middle"))
        .contains("sends only its own certificate", "not that of its issuer CN=Middle CA");
    assertThat(message("leaf root")).endsWith("trusted here: CN=Root CA");
  }

  @Test
  void onlyFaultsThatAwsMayAcceptMentionABundle() {
    for (var kind :
        List.of("expired root", "early root", "other root", "client root", "weak root")) {
      var fault = fault(kind, "bundle").orElseThrow();
      assertThat(fault.hint())
          .startsWith("on the web server of oidc.example.org (or ask its operator)");
      assertThat(fault.hint()).doesNotContain("AWS_CA_BUNDLE", "thumbprint");
      assertThat(fault.ofTrust()).isFalse();
    }
    for (var kind : List.of("leaf root", "leaf", "self")) {
      var fault = fault(kind, "bundle").orElseThrow();
      assertThat(fault.hint()).contains("add the certificate to the file in AWS_CA_BUNDLE");
      assertThat(fault(kind, "public").orElseThrow().hint()).contains("export AWS_CA_BUNDLE=FILE");
      assertThat(fault.ofTrust()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "oidc.example.org, oidc.example.org, true",
    "OIDC.example.org, oidc.EXAMPLE.org, true",
    "*.example.org, oidc.example.org, true",
    "*.example.org, a.oidc.example.org, false",
    "*.example.org, example.org, false",
    "*.org, localhost, false",
    "203.0.113.1, 203.0.113.1, true",
    "example.org, oidc.example.org, false"
  })
  void nameFits(String name, String host, boolean fits) {
    assertThat(new CertificateNames(List.of(name)).fit(host)).isEqualTo(fits);
  }

  private static String message(String sent) {
    return fault(sent, "bundle").orElseThrow().message();
  }

  private static Optional<CertificateFault> fault(String sent, String trust) {
    return CertificateFault.of(
        List.of(sent.split(" ")).stream().map(CertificateFaultTest::certificate).toList(),
        HOST,
        NOW,
        new Trust(trust.equals("trusted"), !trust.equals("public")));
  }

  private static X509Certificate certificate(String name) {
    var leaf = CertificateMaker.server(SERVER, ROOT, NOW, HOST);
    return switch (name) {
      case "root" -> ROOT_CERTIFICATE;
      case "middle" -> MIDDLE_CERTIFICATE;
      case "leaf" -> leaf.make();
      case "leaf-aia" -> leaf.withAddressOfIssuer().make();
      case "leaf-middle" -> CertificateMaker.server(SERVER, MIDDLE, NOW, HOST).make();
      case "self" -> CertificateMaker.server(SERVER, SERVER, NOW, HOST).make();
      case "expired" -> expired(leaf).make();
      case "expired-middle" -> expired(CertificateMaker.authority(OLD, ROOT, NOW)).make();
      case "leaf-expired" -> CertificateMaker.server(SERVER, OLD, NOW, HOST).make();
      case "early" ->
          leaf.valid(NOW.plus(Duration.ofDays(2)), NOW.plus(Duration.ofDays(30))).make();
      case "other" ->
          CertificateMaker.server(SERVER, ROOT, NOW, "www.example.org", "*.example.com").make();
      case "expired-other" ->
          expired(CertificateMaker.server(SERVER, ROOT, NOW, "www.example.org")).make();
      case "client" -> leaf.only(KeyPurposeId.id_kp_clientAuth).make();
      case "client-and-server" ->
          leaf.only(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth).make();
      case "other-client" ->
          CertificateMaker.server(SERVER, ROOT, NOW, "www.example.org")
              .only(KeyPurposeId.id_kp_clientAuth)
              .make();
      case "weak" -> CertificateMaker.server(Holder.rsa(HOST, 1024), ROOT, NOW, HOST).make();
      case "sha1" -> leaf.hashed("SHA1").make();
      case "below-server" -> CertificateMaker.server(SERVER, MIDDLE, NOW, HOST).make();
      case "server" -> CertificateMaker.server(MIDDLE, ROOT, NOW, HOST).make();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static CertificateMaker expired(CertificateMaker maker) {
    return maker.valid(NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(2)));
  }
}
