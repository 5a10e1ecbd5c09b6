package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvidFilesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"EC, key", "EC, old_key", "RSA, key", "RSA, old_key", "P-384, key", "P-384, old_key"})
  void readsEachKeyFormat(String name, String format) {
    var vector = Vector.of(name);
    var svid = Vector.svid(directory, vector.text("chain"), vector.text(format));
    assertThat(svid.spiffeId()).hasToString("spiffe://example.org/ns/reports/sa/s3-app");
    assertThat(svid.key().getAlgorithm()).isEqualTo(name.equals("RSA") ? "RSA" : "EC");
    assertThat(svid.chain()).hasSize(name.equals("P-384") ? 1 : 2);
    assertThat(svid.bundle()).hasSize(1);
    assertThat(svid.toString()).isEqualTo("X509Svid[spiffe://example.org/ns/reports/sa/s3-app]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "P-384"})
  void writtenFilesAreReadAgain(String name) throws IOException {
    var vector = Vector.of(name);
    var svid = Vector.svid(directory, vector.text("chain"), vector.text("key"));
    var files =
        new SvidFiles(
            directory.resolve("svid"),
            Files.createSymbolicLink(directory.resolve("link"), Path.of("key")),
            Optional.of(directory.resolve("bundle")));
    files.write(svid);
    assertThat(files.read()).isEqualTo(svid);
    assertThat(directory.resolve("link")).isSymbolicLink();
    assertThat(mode("key")).isEqualTo("rw-------");
    assertThat(mode("svid")).isEqualTo("rw-r--r--");
    assertThat(mode("bundle")).isEqualTo("rw-r--r--");
    assertThat(directory.resolve("key"))
        .content()
        .matches(
            "-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PRIVATE KEY-----\n");
  }

  @Test
  void fileThatCannotBeWrittenLeavesTheOthersUnchanged() throws IOException {
    var svid = Vector.svid(directory, Vector.of("EC").text("chain"), Vector.of("EC").text("key"));
    Files.writeString(directory.resolve("old"), "old");
    for (var files : List.of(files("none/svid", "old", "bundle"), files("svid", "old", "none/b"))) {
      assertThatThrownBy(() -> files.write(svid)).hasMessageContaining("directory does not exist");
      assertThat(directory.resolve("old")).hasContent("old");
      assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }
  }

  @Test
  void sameFileIsRejected() throws IOException {
    var svid = Vector.svid(directory, Vector.of("EC").text("chain"), Vector.of("EC").text("key"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("old"));
    for (var files : List.of(files("old", "link", "b"), files("a", "old", "./old"))) {
      assertThatThrownBy(() -> files.write(svid)).hasMessageContaining("in the same file");
    }
  }

  private SvidFiles files(String svid, String key, String bundle) {
    return new SvidFiles(
        directory.resolve(svid), directory.resolve(key), Optional.of(directory.resolve(bundle)));
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
  }

  @Test
  void otherBlocksAndTextAreIgnored() {
    var vector = Vector.of("EC");
    var everything = "Bag Attributes\n" + vector.text("key") + vector.text("chain");
    var parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    assertThat(Vector.svid(directory, everything, parameters + everything).chain()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nM\n-----END PRIVATE KEY-----\n",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n"
      })
  void otherKeyIsRejected(String key) {
    rejected(Vector.of("EC").text("chain"), key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"})
  void otherCertificateIsRejected(String chain) {
    rejected(chain, Vector.of("EC").text("key"));
  }

  @Test
  void keyOfAnotherCertificateIsRejected() {
    rejected(Vector.of("EC").text("chain"), Vector.of("P-384").text("key"));
    rejected(Vector.of("EC").text("chain"), Vector.of("RSA").text("key"));
    rejected(Vector.of("RSA").text("chain"), Vector.of("EC").text("key"));
  }

  @Test
  void certificateWithoutSpiffeIdIsRejected() {
    rejected(Vector.bundle(), Vector.of("EC").text("key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw--w--w-", "r-----r--"})
  void keyThatOthersCanReadIsRejected(String mode) throws IOException {
    assertThatThrownBy(() -> withMode(mode).read())
        .hasMessageContaining("other users can read or write the private key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rw-r-----"})
  void keyOfThisUserAndGroupIsAccepted(String mode) throws IOException {
    assertThat(withMode(mode).read().chain()).hasSize(2);
  }

  @Test
  void missingFileIsNamed() throws IOException {
    var files = withMode("rw-------");
    var none = new SvidFiles(files.svid(), directory.resolve("none"), Optional.empty());
    assertThatThrownBy(none::read)
        .hasMessage("cannot use " + directory.resolve("none") + ": no such file");
  }

  private SvidFiles withMode(String mode) throws IOException {
    Vector.of("EC").svid(directory);
    var key = directory.resolve("svid.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    return new SvidFiles(directory.resolve("svid.pem"), key, Optional.empty());
  }

  private void rejected(String chain, String key) {
    assertThatThrownBy(() -> Vector.svid(directory, chain, key))
        .isInstanceOf(ProblemException.class)
        .message()
        .doesNotContain("PRIVATE KEY-----");
  }
}
