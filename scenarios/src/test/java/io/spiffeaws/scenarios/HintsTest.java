package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.scenarios.Scenario.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every hint says what to do: it begins with a verb, or with the purpose of what to do.
class HintsTest {
  private static final Pattern HINT = Pattern.compile("spiffe-aws: hint: (.*)");

  private static final Pattern BEGINNING =
      Pattern.compile(
          "(to [a-z]+|did you mean|if [^,]+, [a-z]+|(add|allow|ask|change|check|chmod|choose|chown|"
              + "compare|copy|correct|create|delete|deploy|export|extend|fetch|fix|install|keep|leave|make|"
              + "move|name|omit|pass|pipe|publish|read|register|remove|rename|repeat|replace|request|"
              + "restart|run|save|see|serve|set|shorten|specify|split|start|stop|truncate|try|unset|"
              + "update|upgrade|use|wait|write))\\b.*|<\\*>");

  @Test
  void everyHintOfTheScenariosBeginsWithAVerb() throws IOException {
    var faults = new ArrayList<String>();
    for (var file : scenarios()) {
      for (var step : ScenarioText.read(file).steps()) {
        if (step instanceof Run run) {
          faults.addAll(faults(run));
        }
      }
    }
    assertThat(faults.stream().distinct()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spiffe-aws: hint: to allow it, run: x | true
          spiffe-aws: hint: specify it with --role | true
          spiffe-aws: hint: the role is another | false
          spiffe-aws: hint: a role has a name | false
          """)
  void aHintThatOnlyExplainsIsFound(String line, boolean good) {
    assertThat(isFault(line)).isEqualTo(!good);
  }

  private static List<Path> scenarios() throws IOException {
    try (var files = Files.walk(Path.of("src/scenarios"))) {
      return files.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
    }
  }

  private static List<String> faults(Run run) {
    return PrintedCommandsTest.lines(run).filter(HintsTest::isFault).toList();
  }

  private static boolean isFault(String line) {
    var hint = HINT.matcher(line);
    return hint.find() && !BEGINNING.matcher(hint.group(1)).matches();
  }
}
