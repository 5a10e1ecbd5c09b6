package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawArgumentsTest {
  @Test
  void inheritedValueKeepsBytesThatJavaCannotDecode() {
    assertThat(
            child(
                Map.of("CITY", "K\ufffdln"),
                List.of("CITY=K\u00f6ln"),
                Map.of("CITY", "K\ufffdln")))
        .containsExactly("CITY=K\u00f6ln");
  }

  @Test
  void newValueIsWrittenAsItIs() {
    assertThat(
            child(
                Map.of("AWS_CONFIG_FILE", "/t\u00e9mp/config"),
                List.of("AWS_CONFIG_FILE=/home/config"),
                Map.of("AWS_CONFIG_FILE", "/home/config")))
        .containsExactly(
            new String(
                "AWS_CONFIG_FILE=/t\u00e9mp/config".getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1));
  }

  @Test
  void variableThatTheLauncherChangedHasTheSavedBytes() {
    assertThat(
            child(
                Map.of("JAVA_TOOL_OPTIONS", "-Dx=\ufffd"),
                List.of("JAVA_TOOL_OPTIONS=\u00e4", "SPIFFE_AWS_KEPT_JAVA_TOOL_OPTIONS=-Dx=\u00f6"),
                Map.of(
                    "JAVA_TOOL_OPTIONS",
                    "\ufffd",
                    "SPIFFE_AWS_KEPT_JAVA_TOOL_OPTIONS",
                    "-Dx=\ufffd")))
        .containsExactly("JAVA_TOOL_OPTIONS=-Dx=\u00f6");
  }

  @Test
  void firstOfTwoVariablesWithTheSameNameCounts() {
    assertThat(
            child(
                Map.of("TWICE", "\ufffd"),
                List.of("TWICE=\u00e4", "TWICE=\u00f6"),
                Map.of("TWICE", "\ufffd")))
        .containsExactly("TWICE=\u00e4");
  }

  @Test
  void questionMarkMayStandForUndecodableBytes() {
    assertThat(child(Map.of("Q", "a?"), List.of("Q=a\u00f6"), Map.of("Q", "a?")))
        .containsExactly("Q=a\u00f6");
    assertThat(child(Map.of("Q", "a?"), List.of(), Map.of())).containsExactly("Q=a?");
  }

  /// Converts bytes to characters of ISO 8859-1.
  private static List<String> child(
      Map<String, String> environment, List<String> inherited, Map<String, String> decoded) {
    return RawArguments.environment(
            environment,
            inherited.stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList(),
            decoded::get)
        .stream()
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .toList();
  }
}
