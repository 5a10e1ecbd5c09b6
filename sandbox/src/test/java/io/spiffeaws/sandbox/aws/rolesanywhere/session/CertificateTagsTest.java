package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority;
import io.spiffeaws.sandbox.aws.rolesanywhere.TestAuthority.Request;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.AttributeMappings;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CertificateTagsTest {
  private static final TestAuthority CA =
      TestAuthority.create("EC", "CN=ca,O=a\\, b", KeyUsage.keyCertSign, 9);

  @Test
  void anSvidHasItsIdAsTag() {
    assertThat(tags(new Request().uri("spiffe://example.org/app")))
        .isEqualTo(
            Map.of(
                "x509Subject/C", "US",
                "x509Subject/O", "SPIRE",
                "x509Issuer/CN", "ca", // O=a, b has a character that no tag may have
                "x509SAN/URI", "spiffe://example.org/app"));
  }

  @Test
  void onlyTheFirstNameOfEachTypeCounts() {
    var tags =
        tags(
            new Request()
                .name(GeneralName.dNSName, "a.example.org")
                .uri("spiffe://a/1")
                .uri("spiffe://a/2")
                .name(GeneralName.dNSName, "b.example.org")
                .name(GeneralName.directoryName, "CN=x,OU=y")
                .name(GeneralName.directoryName, "CN=z,L=z"));

    assertThat(tags)
        .containsEntry("x509SAN/DNS", "a.example.org")
        .containsEntry("x509SAN/URI", "spiffe://a/1")
        .containsEntry("x509SAN/Name/CN", "x")
        .containsEntry("x509SAN/Name/OU", "y")
        .doesNotContainKey("x509SAN/Name/L");
  }

  @Test
  void severalValuesOfAnAttributeAreJoined() {
    assertThat(tags(new Request().subject("OU=a,OU=b,CN=c")))
        .containsEntry("x509Subject/OU", "a/b")
        .containsEntry("x509Subject/CN", "c");
  }

  @ParameterizedTest
  @CsvSource({"256, true", "257, false"})
  void aValueThatDoesNotFitIsLeftOut(int length, boolean present) {
    var id = "spiffe://a/" + "x".repeat(length - 11);

    assertThat(tags(new Request().uri(id)).containsKey("x509SAN/URI")).isEqualTo(present);
  }

  @ParameterizedTest
  @CsvSource({"spiffe://a/~, false", "spiffe://a/%41, false", "spiffe://a/b_c-d.e, true"})
  void aValueWithOtherCharactersIsLeftOut(String id, boolean present) {
    assertThat(tags(new Request().uri(id)).containsKey("x509SAN/URI")).isEqualTo(present);
  }

  @Test
  void onlyMappedFieldsBecomeTags() {
    var certificate =
        CA.issue(new Request().subject("OU=a,CN=c").uri("spiffe://a/1")).certificate();
    var mappings =
        new AttributeMappings(Map.of())
            .with("x509Subject", List.of("CN"))
            .with("x509SAN", List.of("Name/*"));

    assertThat(new CertificateTags(mappings).of(certificate))
        .isEqualTo(Map.of("x509Subject/CN", "c"));
  }

  @ParameterizedTest
  @CsvSource({"'CN=web', 291, CN=web", "'O=SPIRE', 291, ID=0123", "'O=SPIRE', 4660, ID=1234"})
  void theSourceIdentityIsTheCommonNameOrTheSerialNumber(
      String subject, long serial, String expected) {
    var certificate = CA.issue(new Request().subject(subject).serial(serial)).certificate();

    assertThat(SessionNames.sourceIdentity(certificate)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"61, true", "62, false", "64, false"})
  void aLongCommonNameHasNoPrefix(int length, boolean prefixed) {
    var name = "x".repeat(length);
    var certificate = CA.issue(new Request().subject("CN=" + name)).certificate();

    assertThat(SessionNames.sourceIdentity(certificate)).isEqualTo((prefixed ? "CN=" : "") + name);
  }

  private static Map<String, String> tags(Request request) {
    return new CertificateTags(AttributeMappings.DEFAULT).of(CA.issue(request).certificate());
  }
}
