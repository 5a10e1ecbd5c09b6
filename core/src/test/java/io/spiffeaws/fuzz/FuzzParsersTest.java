package io.spiffeaws.fuzz;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzParsersTest {
  static List<Target> targets() {
    return FuzzParsers.targets();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aParserAcceptsOrReportsAProblem(Target target) {
    FuzzCheck.check(target);
  }
}
