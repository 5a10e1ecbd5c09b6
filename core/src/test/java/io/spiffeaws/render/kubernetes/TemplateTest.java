package io.spiffeaws.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void fillsPlaceholdersAndIndentsLines() {
    var template =
        new Template()
            .text("name", "a: b")
            .texts("list", List.of("x", "true"))
            .lines("block", "one\n\n  two\n")
            .lines("none", "");
    assertThat(
            template.fill(
                """
                name: ${name}
                list: [${list}]
                in: |
                  ${block}
                  ${none}
                end: 1
                """))
        .isEqualTo("name: \"a: b\"\nlist: [x, \"true\"]\nin: |\n  one\n\n    two\nend: 1\n");
  }

  @Test
  void rejectsAPlaceholderWithoutValue() {
    assertThatThrownBy(() -> new Template().fill("${name}"))
        .isInstanceOf(IllegalStateException.class);
  }
}
