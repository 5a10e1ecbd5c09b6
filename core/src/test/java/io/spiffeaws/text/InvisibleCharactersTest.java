package io.spiffeaws.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.trust.role.S3Access;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleCharactersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\u0000",
        "\u0085",
        "\u2028",
        "\u2029",
        "\ue000",
        "\ud800",
        "\udfff",
        "\ufe0f",
        "\u3164",
        "\u034f",
        "\uffff",
        "\udb40\udc41"
      })
  void isRejectedInIdentifiersAndEscapedInViews(String hidden) {
    var text = "a" + hidden + "b";
    var problem =
        catchThrowableOfType(
                ProblemException.class, () -> InvisibleCharacters.check(text, "the hint"))
            .problem();
    assertThat(problem).isInstanceOf(Problem.Malformed.class);
    assertThat(problem.message())
        .isEqualTo(
            "the hint has the invisible character U+%04X at position 2"
                .formatted(hidden.codePointAt(0)));
    assertThat(InvisibleCharacters.line(text)).doesNotContain(hidden).startsWith("a").endsWith("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spiffe://a/b", "a b", "Prüfung", "日本", "é", "😀", "~!@#"})
  void visibleTextIsAccepted(String text) {
    assertThat(InvisibleCharacters.check(text, "it")).isEqualTo(text);
    assertThat(InvisibleCharacters.line(text)).isEqualTo(text);
  }

  @Test
  void replacesControlCharactersAndEscapesOthers() {
    assertThat(InvisibleCharacters.line("a\u001b\u200b\udb40\udc41b"))
        .isEqualTo("a?\\u200b\\udb40\\udc41b");
    assertThat(InvisibleCharacters.escaped("a\n\u001b[1m\u200b")).isEqualTo("a\n\u001b[1m\\u200b");
    assertThat(InvisibleCharacters.checkLines("a\n\tb", "it")).isEqualTo("a\n\tb");
  }

  @Test
  void appliesToEveryKindOfIdentifier() {
    assertRejected(() -> Selector.parse("unix:uid:\u200b1000"));
    assertRejected(() -> IssuerUrl.parse("https://oidc.example.org/\u200b"));
    assertRejected(() -> S3Access.parse("reports/2026\u202e:read"));
    assertRejected(() -> S3Location.parse("s3://reports/2026\u202e"));
  }

  @Test
  void rejectsBytesThatAreNotUtf8() throws CharacterCodingException {
    assertThat(Utf8.decode(new byte[] {(byte) 0xc3, (byte) 0xa9})).isEqualTo("é");
    assertThat(
            catchThrowableOfType(
                CharacterCodingException.class, () -> Utf8.decode(new byte[] {(byte) 0xff})))
        .isNotNull();
  }

  private static void assertRejected(Runnable read) {
    assertThat(catchThrowableOfType(ProblemException.class, read::run).problem().code())
        .isEqualTo("invisible-character");
  }
}
