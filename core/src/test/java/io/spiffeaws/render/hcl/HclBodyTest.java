package io.spiffeaws.render.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HclBodyTest {
  @Test
  void alignsValues() {
    var body =
        new HclBody()
            .set("a", "x")
            .set("long_name", 8081)
            .block("plugins", it -> it.block("KeyManager", "disk", _ -> {}))
            .object("clusters", it -> it.entry("demo", in -> in.set("list", List.of("a", "b"))))
            .set("b", true);
    assertThat(body.text())
        .isEqualTo(
            """
            a         = "x"
            long_name = 8081
            plugins {
              KeyManager "disk" {}
            }
            clusters = {
              "demo" = {
                list = ["a", "b"]
              }
            }
            b = true
            """);
  }

  @Test
  void escapesQuotes() {
    assertThat(new HclBody().set("a", "x\" b = \"\\").text())
        .isEqualTo("a = \"x\\\" b = \\\"\\\\\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "${HOME}", "\u0000"})
  void rejectsTextThatHclReadsDifferently(String text) {
    assertThatThrownBy(() -> new HclBody().set("a", text)).isInstanceOf(ProblemException.class);
  }
}
