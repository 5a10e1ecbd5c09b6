package io.spiffeaws.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndImagesTest {
  @ParameterizedTest
  @CsvSource({"/ns/prod/app/a, ns-prod-app-a", "/A_b..C/, a-b-c", "/-, identity", "'', identity"})
  void aPathBecomesTheClosestName(String path, String name) {
    assertThat(KubernetesName.of(path)).isEqualTo(name);
  }

  @Test
  void aLongPathIsTruncatedAtItsStart() {
    var name = KubernetesName.of("/a/" + "b".repeat(100) + "/end");
    assertThat(name).hasSize(63).endsWith("b-end");
    assertThat(KubernetesName.parse(name, "name")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a.b", "a\n"})
  void rejectsOtherNames(String text) {
    assertThatThrownBy(() -> KubernetesName.parse(text, "namespace"))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:1",
        "ghcr.io/spiffe/spire-agent:1.15.3",
        "localhost:5000/a:v1",
        "ghcr.io/a:1@sha256:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void anImageHasAVersionOrADigest(String image) {
    assertThat(Images.with(List.of("spire-agent=" + image)).of("spire-agent")).isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe-aws:0.1.0",
        "nginx:1.27",
        "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void warnsOfAnImageWithoutARegistry(String image) {
    assertThat(Images.warning(image, "--program "))
        .contains(
            "image \"%s\" has no registry, so nodes would pull docker.io/library/%1$s; to specify a registry, add: --program registry.example.org/%1$s"
                .formatted(image));
    var agent = Images.with(List.of("spire-agent=" + image));
    assertThat(agent.componentWarnings())
        .singleElement()
        .asString()
        .endsWith("add: --image spire-agent=registry.example.org/" + image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ghcr.io/spiffe/spire-agent:1.15.3", "localhost:5000/a:v1", "example/a:1"})
  void acceptsAnImageWithARegistryOrAPath(String image) {
    assertThat(Images.warning(image, "--program ")).isEmpty();
    assertThat(Images.with(List.of("spiffe-aws=" + image)).ownWarning()).isEmpty();
  }

  @Test
  void onlyTheImageOfThisProgramIsInNoRegistryByDefault() {
    assertThat(Images.with(List.of()).componentWarnings()).isEmpty();
    assertThat(Images.with(List.of()).ownWarning()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spire-agent=a",
        "spire-agent=a:latest",
        "spire-agent=localhost:5000/a",
        "spire-agent=a@sha256:12",
        "spire-agent=",
        "spire-agent",
        "other=a:1",
        "spire-agent=a:1\nb"
      })
  void rejectsOtherImages(String text) {
    assertThatThrownBy(() -> Images.with(List.of(text))).isInstanceOf(ProblemException.class);
  }
}
