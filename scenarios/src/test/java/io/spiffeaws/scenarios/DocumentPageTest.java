package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.scenarios.Scenario.Expected;
import io.spiffeaws.scenarios.Scenario.Run;
import io.spiffeaws.scenarios.Scenario.Write;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentPageTest {
  private static final String PAGE =
      """
      # A page
      <!-- world: real -->

      Words.

      ```sh
      spiffe-aws sandbox run -- bash
      ```

      More words. Save as `chain.yaml`:

      ```yaml
      a: 1
      ```

      ```sh
      spiffe-aws plan -f chain.yaml
      ```

      ```text
      created    entry  …
      …
      ```

      <!-- elsewhere: on another machine -->
      ```sh
      reboot
      ```

      1. An item:

         It ends with exit code 4:

         ```sh
         false
         ```

      <!-- by: ended-when 'test -e there' -->
      ```sh
      serve
      ```

      More:

          spiffe-aws apply
      """;

  @Test
  void aPageIsWhatItsReaderDoes() {
    var steps = DocumentScenario.of(page()).orElseThrow().steps();
    assertThat(steps).hasSize(4);
    assertThat(steps.get(0)).isEqualTo(new Write(13, "chain.yaml", "a: 1\n"));
    assertThat(((Run) steps.get(1)).command()).endsWith("spiffe-aws plan -f chain.yaml\n");
    assertThat(((Run) steps.get(1)).expected())
        .isEqualTo(new Expected(0, List.of("created    entry  <*>", "..."), List.of()));
    assertThat(((Run) steps.get(2)).expected().exit()).isEqualTo(4);
    assertThat(((Run) steps.get(2)).command()).endsWith("\nfalse\n");
    assertThat(((Run) steps.get(3)).command())
        .endsWith("ended-when 'test -e there' <<'LINES'\nserve\nLINES\n");
  }

  @Test
  void blocksHaveLineNumbers() {
    assertThat(page().blocks())
        .extracting(DocumentPage.Block::line)
        .containsExactly(7, 13, 17, 21, 27, 35, 40, 45);
  }

  @Test
  void aPageWithoutAWorldIsNotRun() {
    assertThat(DocumentScenario.of(DocumentPage.parse(Path.of("p.md"), "# A\n\n    b\n")))
        .isEmpty();
  }

  @Test
  void aCommentThatHidesACommandIsRejected() {
    assertThatThrownBy(() -> DocumentPage.parse(Path.of("p.md"), "<!-- run: mkdir a -->\n"))
        .hasMessage("p.md:1: unknown comment \"run\"");
  }

  private static DocumentPage page() {
    return DocumentPage.parse(Path.of("page.md"), PAGE);
  }
}
