package io.spiffeaws.chain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Chain files with any content.
class ManifestRobustnessTest extends ReadManifest {
  private static final String STRANGE = "{}[]:,#&*!|>'\"%@`-?\t\n \u0000\u2028x0$~";

  @Test
  void survivesNestedAliases() {
    var text = new StringBuilder("a: &a0 [x, x]\n");
    for (var i = 1; i < 30; i++) {
      text.append("b%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("expected at most");
  }

  @Test
  void survivesDeepNesting() {
    assertThatThrownBy(() -> read("a: " + "[".repeat(100_000)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("levels");
  }

  /// Any changed chain is either read, or reported as malformed with a position.
  @Test
  void survivesAnyText() {
    var random = new SplittableRandom(6);
    for (var round = 0; round < 4_000; round++) {
      var text = new StringBuilder(GOOD);
      for (var i = random.nextInt(1, 6); i > 0 && text.length() > 1; i--) {
        mutate(text, random);
      }
      try {
        read(text.toString());
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(e.problem().message()).matches("(?s)chain\\.yaml:\\d+:\\d+: .*");
      }
    }
  }

  private static void mutate(StringBuilder text, SplittableRandom random) {
    var at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.setCharAt(at, STRANGE.charAt(random.nextInt(STRANGE.length())));
      case 1 -> text.deleteCharAt(at);
      case 2 ->
          text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
      default -> text.setLength(Math.max(1, at));
    }
  }

  @Test
  void survivesAnyTable() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < 2_000; round++) {
      var text = new StringBuilder("name,uid\n\"one\",1\ntwo,\"2\n3\"\n");
      for (var i = random.nextInt(1, 5); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), ",\"\r\n x".charAt(random.nextInt(6)));
      }
      try {
        CsvTable.parse("t.csv", text.toString());
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(e.problem().message()).matches("(?s)t\\.csv:\\d+:\\d+: .*");
      }
    }
  }
}
