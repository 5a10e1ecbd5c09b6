package io.spiffeaws.spiffe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://example.org",
        "spiffe://example.org/s3-app",
        "spiffe://example.org/ns/prod/sa/A.b_c-9",
        "spiffe://a_b-c.d/x",
        "spiffe://example.org/...",
        "spiffe://127.0.0.1/a"
      })
  void printsParsedText(String text) {
    assertThat(SpiffeId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', does not begin with spiffe://",
    "https://example.org/a, does not begin with spiffe://",
    "SPIFFE://example.org/a, does not begin with spiffe://",
    "spiffe://, trust domain is empty",
    "spiffe:///a, trust domain is empty",
    "spiffe://Example.org/a, contains 'E'",
    "spiffe://example.org:8443/a, contains ':'",
    "spiffe://user@example.org/a, contains '@'",
    "spiffe://example.org/, empty segment",
    "spiffe://example.org/a/, empty segment",
    "spiffe://example.org/a//b, empty segment",
    "spiffe://example.org/./b, segment '.'",
    "spiffe://example.org/a/.., segment '..'",
    "spiffe://example.org/a b, character U+0020",
    "spiffe://example.org/a?b=c, contains '?'",
    "spiffe://example.org/a#b, contains '#'",
    "spiffe://example.org/a%20b, contains '%'",
    "spiffe://example.org/*, contains '*'",
    "spiffe://exämple.org/a, character U+00E4"
  })
  void reportsBrokenRule(String text, String why) {
    assertThatThrownBy(() -> SpiffeId.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
              assertThat(e.problem().message()).contains(why);
              assertThat(e.problem().hint()).isNotEmpty();
            });
  }

  @Test
  void allowsMaximumLength() {
    var prefix = "spiffe://example.org/";
    var longest = prefix + "a".repeat(2048 - prefix.length());

    assertThat(SpiffeId.parse(longest)).hasToString(longest);
    assertThatThrownBy(() -> SpiffeId.parse(longest + "a")).hasMessageContaining("2049 bytes");
    assertThatThrownBy(() -> SpiffeId.parse("spiffe://" + "a".repeat(256)))
        .hasMessageContaining("255");
  }

  @Test
  void recognizesReservedPaths() {
    assertThat(SpiffeId.parse("spiffe://example.org/spire/agent/x").reserved()).isTrue();
    assertThat(SpiffeId.parse("spiffe://example.org/spire").reserved()).isTrue();
    assertThat(SpiffeId.parse("spiffe://example.org/spires").reserved()).isFalse();
  }

  @Test
  void parsesAnyTextAsIdOrMalformed() {
    var random = new SplittableRandom(1);
    var alphabet = "spiffe:/.-_aZ0*?%#@ \u0000\u001b\u00e4\ud83d\ude00";
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder(random.nextBoolean() ? "spiffe://" : "");
      random
          .ints(random.nextInt(24), 0, alphabet.length())
          .forEach(i -> text.append(alphabet.charAt(i)));
      try {
        assertThat(SpiffeId.parse(text.toString())).hasToString(text.toString());
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(e.problem().message()).doesNotContain("\u0000", "\u001b");
      }
    }
  }
}
