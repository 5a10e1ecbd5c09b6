package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  @Test
  void quotesJoinWordsAndAreRemoved() {
    assertThat(ShellWords.of("spiffe-aws a 'b c' \"d e\" --x=unix:uid:0 '' pre'fix'"))
        .contains(List.of("spiffe-aws", "a", "b c", "d e", "--x=unix:uid:0", "", "prefix"));
  }

  @Test
  void aBackslashAtTheEndContinuesTheLine() {
    assertThat(ShellWords.of("a \\\n    b")).contains(List.of("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | b",
        "a > f",
        "a < f",
        "a; b",
        "a && b",
        "a $B",
        "a `b`",
        "a \"$b\"",
        "a *",
        "(a)",
        "a \\b",
        "a 'b",
        "a ~/b",
        "a # b",
        "a\nb c"
      })
  void wordsThatOnlyAShellCanReadAreNotSplit(String line) {
    assertThat(ShellWords.of(line)).isEmpty();
  }
}
