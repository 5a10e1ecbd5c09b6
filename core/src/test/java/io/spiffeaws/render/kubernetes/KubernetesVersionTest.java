package io.spiffeaws.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.29, 29, true",
    "1.32, 32, true",
    "1.33, 33, false",
    "v1.34.1, 34, false",
    "v1.34.1+k3s1, 34, false",
    "v1.33.5-eks-3025e55, 33, false",
    "1.36.3, 36, false"
  })
  void readsVersionsAsKubectlPrintsThem(String text, int minor, boolean needsNodesProxy) {
    var version = KubernetesVersion.parse(text);
    assertThat(version.minor()).isEqualTo(minor);
    assertThat(version.needsNodesProxy()).isEqualTo(needsNodesProxy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "34", "1.x", "2.1", "1.34.", "1.28", "1.9999", "latest", "1.34 "})
  void rejectsOthers(String text) {
    assertThatThrownBy(() -> KubernetesVersion.parse(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("\"" + text + "\" for --for");
  }
}
