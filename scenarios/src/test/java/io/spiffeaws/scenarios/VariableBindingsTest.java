package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableBindingsTest {
  private final VariableBindings bindings =
      new VariableBindings(Map.of("ACCOUNT", "123456789012", "TMP", "/tmp/a.b"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a b; a b; true",
        "a b; a  b; false",
        "a.b; axb; false",
        "a <*> c; a b b c; true",
        "a <*>; b; false",
        "$TMP/x; /tmp/a.b/x; true",
        "$TMP/x; /tmp/axb/x; false",
        "$UNKNOWN; $UNKNOWN; true",
        "<id> and <id>; 7 and 7; true",
        "<id> and <id>; 7 and 8; false",
        "<id>; 7 8; false",
      })
  void aLineIsWhatItSays(String expected, String seen, boolean same) {
    assertThat(bindings.match(List.of(expected), seen + "\n")).isEqualTo(same);
  }

  @Test
  void everyLineCounts() {
    assertThat(bindings.match(List.of("a"), "a\nb\n")).isFalse();
    assertThat(bindings.match(List.of("a", "b"), "a\n")).isFalse();
    assertThat(bindings.match(List.of(), "a\n")).isFalse();
    assertThat(bindings.match(List.of(), "")).isTrue();
  }

  @Test
  void threeDotsMatchAnyNumberOfLines() {
    assertThat(bindings.match(List.of("a", "...", "z"), "a\nz\n")).isTrue();
    assertThat(bindings.match(List.of("a", "...", "z"), "a\nb\nc\nz\n")).isTrue();
    assertThat(bindings.match(List.of("a", "...", "z"), "a\nb\nc\n")).isFalse();
  }

  @Test
  void aMissingNewlineAtTheEndIsDetected() {
    assertThat(bindings.match(List.of("a"), "a")).isFalse();
    assertThat(bindings.match(List.of("a(no-eol)"), "a")).isTrue();
    assertThat(bindings.match(List.of("a(no-eol)"), "a\n")).isFalse();
  }

  @Test
  void aPlaceholderMustHaveTheSameValueEverywhere() {
    assertThat(bindings.expand("show <id> of $ACCOUNT")).isEqualTo("show <id> of 123456789012");
    assertThat(bindings.match(List.of("made <id>"), "made e-1\n")).isTrue();
    assertThat(bindings.expand("show <id>")).isEqualTo("show e-1");
    assertThat(bindings.match(List.of("kept <id>"), "kept e-1\n")).isTrue();
    assertThat(bindings.match(List.of("kept <id>"), "kept e-2\n")).isFalse();
  }
}
