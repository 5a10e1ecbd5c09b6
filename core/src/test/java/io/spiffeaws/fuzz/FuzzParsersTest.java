package io.spiffeaws.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The short form of `scenarios/fuzz-parsers`, which sets the properties.
class FuzzParsersTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  static List<Target> targets() {
    return FuzzParsers.targets();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aParserAcceptsOrReportsAProblem(Target target) {
    var run = FuzzParsers.run(target, INPUTS, SEED);
    if (System.getProperties().containsKey("fuzz.inputs")) {
      System.out.println(run.summary());
    }
    assertThat(run.failures()).isEmpty();
  }
}
