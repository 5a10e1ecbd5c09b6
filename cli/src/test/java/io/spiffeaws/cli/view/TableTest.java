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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TableTest {
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Test
  void alignsWithAHeadOnATerminal() {
    assertThat(table().print(output(true))).isEqualTo("A    B\none  two\n-    three?[2Jfour\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "11 | A    B    C/one  two  3/",
        "10 | A    B/one  two/to show C too, add -o wide/",
        "7  | A    C/one  3/to show B too, add -o wide/",
        "5  | A/one/to show C, B too, add -o wide/"
      })
  void leavesOutOptionalColumnsThatDoNotFit(int columns, String shown) {
    var table = new Table("A", "B", "C").optional("C", "B");
    table.row(List.of("one", "two", "3"));
    assertThat(table.print(output(true, columns))).isEqualTo(shown.replace('/', '\n'));
  }

  @Test
  void showsAColumnAgainThatFitsWithoutALaterOne() {
    var table = new Table("A", "B", "C").optional("B", "C");
    table.row(List.of("one", "2", "three"));
    assertThat(table.print(output(true, 9)))
        .isEqualTo("A    B\none  2\nto show C too, add -o wide\n");
  }

  @Test
  void leavesOutSparseColumnsWithoutValuesOnATerminal() {
    var table = new Table("A", "B").sparse("B");
    table.row(List.of("one", ""));
    assertThat(table.print(output(true))).isEqualTo("A\none\n");
    assertThat(table.print(output(false))).isEqualTo("one\t-\n");
    table.row(List.of("two", "2"));
    assertThat(table.print(output(true))).isEqualTo("A    B\none  -\ntwo  2\n");
  }

  @Test
  void showsAllColumnsIfAsked() {
    var table = new Table("A", "B").optional("B");
    table.row(List.of("one", "two"));
    var wide = CommandLine.populateCommand(new GlobalOptions(), "-o", "wide");
    assertThat(table.print(new Output(console(true, 4), wide))).isEqualTo("A    B\none  two\n");
  }

  @Test
  void separatesByTabsElsewhere() {
    assertThat(table().print(output(false))).isEqualTo("one\ttwo\n-\tthree?[2Jfour\n");
  }

  @Test
  void saysOnATerminalThatThereAreNoRows() {
    assertThat(new Table("A").print(output(true))).isEqualTo("none found\n");
    assertThat(new Table("A").print(output(false))).isEmpty();
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
    return output(terminal, 100);
  }

  private Output output(boolean terminal, int columns) {
    return new Output(console(terminal, columns), new GlobalOptions());
  }

  private Console console(boolean terminal, int columns) {
    return new Console(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        words,
        terminal,
        terminal,
        columns,
        Map.of("NO_COLOR", "1"),
        Path.of("/"));
  }
}
