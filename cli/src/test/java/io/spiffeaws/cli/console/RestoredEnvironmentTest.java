package io.spiffeaws.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoredEnvironmentTest {
  @Test
  void givesBackWhatTheLauncherKept() {
    assertThat(
            RestoredEnvironment.restored(
                Map.of("SPIFFE_AWS_KEPT_JAVA_TOOL_OPTIONS", "-Dx=y", "HOME", "/root")))
        .isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Dx=y", "HOME", "/root"));
  }

  @Test
  void takesAwayWhatTheLauncherPutWhereNothingWas() {
    assertThat(
            RestoredEnvironment.restored(Map.of("SPIFFE_AWS_KEPT_LC_ALL", "", "LC_ALL", "C.UTF-8")))
        .isEmpty();
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(RestoredEnvironment.restored(Map.of("LC_ALL", "de_DE.UTF-8", "EMPTY", "")))
        .isEqualTo(Map.of("LC_ALL", "de_DE.UTF-8", "EMPTY", ""));
  }
}
