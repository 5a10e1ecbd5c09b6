package io.spiffeaws.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Test
  void alignsWithAHeadOnATerminal() {
    assertThat(table().print(output(true))).isEqualTo("A    B\none  two\n-    three?[2Jfour\n");
  }

  @Test
  void separatesByTabsElsewhere() {
    assertThat(table().print(output(false))).isEqualTo("one\ttwo\n-\tthree?[2Jfour\n");
  }

  @Test
  void printsNothingWhereThereIsNothing() {
    assertThat(new Table("A").print(output(true))).isEmpty();
  }

  @Test
  void clearsAwayTheProgressBeforeOtherWords() {
    var output = output(true);
    new ProgressBar(output).reached(1, 2);
    output.message("stopped");
    output.message("at one");
    assertThat(words.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r\u001b[K[###############...............] 1 of 2"
                + "\r\u001b[Kspiffe-aws: stopped\nspiffe-aws: at one\n");
  }

  @Test
  void showsNoProgressElsewhere() {
    new ProgressBar(output(false)).reached(1, 2);
    assertThat(words.size()).isZero();
  }

  private static Table table() {
    var table = new Table("A", "B");
    table.row(List.of("one", "two"));
    table.row(List.of("", "three\u001b[2Jfour"));
    return table;
  }

  private Output output(boolean terminal) {
    var console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            words,
            terminal,
            terminal,
            100,
            Map.of("NO_COLOR", "1"),
            Path.of("/"));
    return new Output(console, new GlobalOptions());
  }
}
