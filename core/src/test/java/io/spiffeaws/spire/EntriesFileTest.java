package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntriesFileTest {
  private static final String GOOD =
      """
      {"entries":[{"selectors":[{"type":"unix","value":"uid:1000"}],
        "spiffe_id":"spiffe://example.org/s3-app","parent_id":"spiffe://example.org/host",
        "x509_svid_ttl":200,"jwt_svid_ttl":30,"hint":"x","admin":true,"entryExpiry":1900000000,
        "federates_with":["spiffe://b.org","a.org"],"dns_names":null,"entry_id":"e-1",
        "revision_number":0,"created_at":0,
        "additional_attributes":{"jwt_svid_include_jti":true}}]}
      """;

  @Test
  void readsFormatOfEntryCreate() {
    var entry = read(GOOD).getFirst();
    assertThat(entry.id()).isEqualTo("e-1");
    assertThat(entry.key()).isEqualTo(Samples.app().key());
    assertThat(entry.settings().jwtSvidTtl()).isEqualTo(30);
    assertThat(entry.settings().expiresAt())
        .hasValueSatisfying(at -> assertThat(at).hasToString("2030-03-17T17:46:40Z"));
    assertThat(entry.settings().federatesWith()).containsExactly("a.org", "b.org");
    assertThat(entry.settings().additionalAttributes())
        .isEqualTo(new AdditionalAttributes(false, true));
  }

  @Test
  void fileThatCannotBeReadIsReportedWithTheReason() {
    assertThat(unreadable(new NoSuchFileException("/tmp/copy.json")))
        .isEqualTo("cannot read entries.json: no such file");
    assertThat(unreadable(new AccessDeniedException("/tmp/copy.json")))
        .isEqualTo("cannot read entries.json: permission denied");
    assertThat(unreadable(new FileSystemException("/tmp/copy.json")))
        .isEqualTo("cannot read entries.json: I/O error");
  }

  private static String unreadable(IOException failure) {
    EntriesFile.Content content =
        () -> {
          throw failure;
        };
    return catchThrowableOfType(
            ProblemException.class, () -> new EntriesFile("entries.json", content).forEach(_ -> {}))
        .problem()
        .message();
  }

  /// The output of spire-server 1.15.3.
  @Test
  void readsOutputOfEntryShow() {
    var shown =
        """
        {"entries":[{"admin":false,"created_at":"1795451899","dns_names":[],"downstream":false,\
        "expires_at":"1900000000","federates_with":["x.org"],"hint":"","id":"0b9b","jwt_svid_ttl":0,\
        "parent_id":{"path":"/host","trust_domain":"example.org"},"revision_number":"7",\
        "selectors":[{"type":"unix","value":"uid:1000"}],\
        "spiffe_id":{"path":"/s3-app","trust_domain":"example.org"},"store_svid":false,\
        "x509_svid_ttl":200}],"next_page_token":""}
        """;
    var entry = read(shown).getFirst();
    assertThat(entry.id()).isEqualTo("0b9b");
    assertThat(entry.key()).isEqualTo(Samples.app().key());
    assertThat(entry.revision()).isEqualTo(7);
    assertThat(entry.settings().expiresAt()).isPresent();
    assertThat(entry.settings().federatesWith()).containsExactly("x.org");
  }

  @Test
  void readsBackItsOwnOutput() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < 300; round++) {
      var entries = new ArrayList<RegistrationEntry>();
      for (var i = random.nextInt(4); i > 0; i--) {
        entries.add(Samples.random(random));
      }
      assertThat(read(EntriesFile.print(entries))).isEqualTo(entries);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '%',
      value = {
        "\"jwt_svid_ttl\":30 > \"jwt_svid_tll\":30 > unknown member \"jwt_svid_tll\"",
        "\"jwt_svid_ttl\":30 > \"ttl\":30 > unknown member \"ttl\", which SPIRE 1.5 replaced",
        "\"jwt_svid_ttl\":30 > \"jwtSvidTtl\":30 > unknown member \"jwtSvidTtl\"",
        "\"parent_id\" > \"parentId\" > member \"parent_id\" is missing, found \"parentId\"",
        "{\"type\":\"unix\",\"value\":\"uid:1000\"} > \"unix:uid:1000\" > string, expected an object",
        "\"jwt_svid_ttl\":30 > \"jwt_svid_ttl\":-1 > jwt_svid_ttl is negative",
        "\"jwt_svid_ttl\":30 > \"jwt_svid_ttl\":1.5 > not a whole number",
        "\"jwt_svid_ttl\":30 > \"jwt_svid_ttl\":2147483648 > at most 2147483647",
        "\"hint\":\"x\" > \"hint\":1 > not a string",
        "\"hint\":\"x\" > \"hint\":\"a\\u200b\" > U+200B at position 2",
        "uid:1000 > uid:\\u202e1000 > U+202E at position 10",
        "\"admin\":true > \"admin\":\"true\" > not true or false",
        "org/s3-app\" > org/spire/agent\" > under /spire",
        "org/s3-app\" > org\" > has no path",
        "org/host\" > net/host\" > not in the trust domain",
        "\"unix\" > \"un:ix\" > not a selector",
        "[{\"type\":\"unix\",\"value\":\"uid:1000\"}] > [] > no selector",
        "null > [\"*.*.a\"] > not a DNS name",
        "null > [\"a.b\",\"*.b\"] > within the wildcard",
        "\"a.org\" > \"A.org\" > not a trust domain",
        "\"e-1\" > \"e 1\" > invalid entry ID",
        "1900000000 > 9223372036854775807 > out of range",
        "\"parent_id\" > \"parent\" > member \"parent_id\" is missing"
      })
  void reportsEntryLineAndRuleOfError(String from, String to, String message) {
    assertThatThrownBy(() -> read(GOOD.replace(from, to)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class))
        .hasMessageContaining("test.json, entry 1 on line 1: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '%',
      value = {
        "%% > not an object",
        "[] > not an object",
        "{} > no member \"entries\"",
        "{\"entries\":{}} > not an array",
        "{\"entries\":[]} {} > unexpected text after the end",
        "{\"entries\":[ > line 1, column"
      })
  void rejectsOtherDocuments(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsMutationsAsEntriesOrProblem() {
    var random = new SplittableRandom(11);
    var good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (var round = 0; round < 20_000; round++) {
      var bytes = good.clone();
      for (var i = random.nextInt(1, 4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bytes);
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(e.problem().message()).doesNotContain("\n", "Exception", "[Source");
      }
    }
  }

  private static List<RegistrationEntry> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<RegistrationEntry> read(byte[] bytes) {
    var entries = new ArrayList<RegistrationEntry>();
    new EntriesFile("test.json", () -> new ByteArrayInputStream(bytes)).forEach(entries::add);
    return entries;
  }
}
