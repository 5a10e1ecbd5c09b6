package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.spiffeaws.scenarios.Scenario.Expected;
import io.spiffeaws.scenarios.Scenario.Run;
import io.spiffeaws.scenarios.Scenario.Stack;
import io.spiffeaws.scenarios.Scenario.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTextTest {
  private static final Path FILE = Path.of("a/b.scenario");

  @Test
  void theClusterIsOnlyUsedIfItIsNamed() {
    assertThat(ScenarioText.parse(FILE, "# Reason\n$ true\n").stacks())
        .isEqualTo(Set.of(Stack.sandbox, Stack.real));
    assertThat(ScenarioText.parse(FILE, "# Reason\nworlds: cluster\n$ true\n").stacks())
        .isEqualTo(Set.of(Stack.cluster));
  }

  @Test
  void aWholeScenarioIsRead() {
    var scenario =
        ScenarioText.parse(
            FILE,
            """
            # A reason
            # in two lines.
            worlds: sandbox
            needs: aws python3
            clock: -20m

            -- policy.json --
            {
            }
            --
            $ spiffe-aws a \\
                b
            > one
            >
            ! two
            = 3
            @ entries
            > three
            """);

    assertThat(scenario.reason()).isEqualTo("A reason in two lines.");
    assertThat(scenario.stacks()).isEqualTo(Set.of(Stack.sandbox));
    assertThat(scenario.needs()).containsExactly("aws", "python3");
    assertThat(scenario.clock()).isEqualTo(Duration.ofMinutes(-20));
    assertThat(scenario.steps())
        .containsExactly(
            new Write(7, "policy.json", "{\n}\n"),
            new Run(
                11,
                13,
                17,
                "spiffe-aws a \\\n    b",
                new Expected(3, List.of("one", ""), List.of("two"))),
            new Run(17, 18, 19, "@ entries", new Expected(0, List.of("three"), List.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ true\n", // no purpose
        "# why\n", // no command
        "# why\nworlds: moon\n$ true\n",
        "# why\nweather: fine\n$ true\n",
        "# why\n$ true\nworlds: real\n", // a setting after a step
        "# why\n$ true\n\n> lost\n", // no command
        "# why\n$ true\n= zero\n",
        "# why\n-- file --\nnever ends\n$ true\n",
      })
  void anInvalidScenarioIsRejectedWithItsPosition(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScenarioText.parse(FILE, text))
        .withMessageStartingWith(FILE + ":");
  }
}
