package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateNamesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "P-384"})
  void serialNumberHasAnEvenNumberOfDigits(String name) {
    var leaf = Vector.of(name).svid(directory).chain().getFirst();
    var hex = leaf.getSerialNumber().toString(16);
    var names = new CertificateNames(leaf);
    assertThat(names.serialNumber()).isEqualTo("0".repeat(hex.length() % 2) + hex);
    assertThat(names.sourceIdentity()).isEqualTo("ID=" + names.serialNumber());
  }

  @Test
  void tagsAreThoseOfSubjectAndIssuer() {
    var leaf = Vector.of("EC").svid(directory).chain().getFirst();
    assertThat(new CertificateNames(leaf).tags())
        .containsEntry("x509Subject/C", "US")
        .containsEntry("x509Subject/O", "SPIRE")
        .containsEntry("x509Issuer/C", "US")
        .hasSize(4);
  }
}
