package io.spiffeaws.trust.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "spiffe://td/ns/?, spiffe://td/ns/a, spiffe://td/ns/a",
        "spiffe://td/ns/*, spiffe://td/*/a, spiffe://td/ns/a",
        "spiffe://td/ns/?, spiffe://td/*a, spiffe://td/ns/a",
        "spiffe://td/ns/?, spiffe://td/ns/*, spiffe://td/ns/x",
        "spiffe://td/*, spiffe://td/*, spiffe://td/",
        "a?c, *b*, abc",
        "*a, a*, a",
        "a, a, a",
        "spiffe://td/ns/?, spiffe://td/ns/, none",
        "spiffe://td/ns/?, spiffe://td/ns/ab, none",
        "spiffe://td/a*, spiffe://td/b*, none",
        "a, A, none",
      })
  void twoPatternsMatchACommonText(String one, String other, String common) {
    assertThat(Glob.common(one, other).orElse(null)).isEqualTo(common);
    assertThat(Glob.common(other, one).orElse(null)).isEqualTo(common);
  }

  @Test
  void aCommonTextIsFoundIfThereIsOne() {
    var random = new Random(20261130);
    var texts = texts(5);
    for (var i = 0; i < 2_000; i++) {
      var one = pattern(random);
      var other = pattern(random);
      var expected =
          texts.stream().anyMatch(text -> Glob.covers(one, text) && Glob.covers(other, text));

      var common = Glob.common(one, other);

      assertThat(common.isPresent()).as("%s and %s", one, other).isEqualTo(expected);
      common.ifPresent(text ->
          assertThat(Glob.covers(one, text) && Glob.covers(other, text))
              .as("%s and %s: %s", one, other, text)
              .isTrue());
    }
  }

  /// At most three characters. Two such patterns with a common text match one of at most four: if
  /// both have a `*`, each names at most two.
  private static String pattern(Random random) {
    var text = new StringBuilder();
    for (var length = random.nextInt(4); length > 0; length--) {
      text.append("abx*?".charAt(random.nextInt(5)));
    }
    return text.toString();
  }

  /// Every text of a, b and x up to a length.
  private static List<String> texts(int length) {
    var texts = new ArrayList<>(List.of(""));
    for (var i = 0; i < texts.size() && texts.get(i).length() < length; i++) {
      for (var c : List.of("a", "b", "x")) {
        texts.add(texts.get(i) + c);
      }
    }
    return texts;
  }
}
