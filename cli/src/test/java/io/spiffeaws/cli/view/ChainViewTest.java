package io.spiffeaws.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.chain.ApplyPlan;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChainViewTest {
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Test
  void asJsonAnErrorStandsAlone() {
    assertThat(ChainView.applied(stopped(), output("-o", "json"))).isEqualTo(4);
    assertThat(words.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"error\":{\"code\":\"no\",\"message\":\"not so\",\"hint\":\"\"}}\n");
  }

  @Test
  void asTextItIsToldHowFarItCame() {
    assertThat(ChainView.applied(stopped(), output())).isEqualTo(4);
    assertThat(words.toString(StandardCharsets.UTF_8))
        .startsWith("spiffe-aws: 0 created, 0 updated, 0 deleted, 0 unchanged\n")
        .endsWith("spiffe-aws: stopped: 3 more not tried; to resume, run the same command again\n");
  }

  @Test
  void aPlanCountsWhatWillFail() {
    var conflict = new Change(Change.Kind.ROLE, "app", Change.Action.FAILED, null, "not ours");
    ChainView.plan(new Changes(List.of(conflict), true), output());
    assertThat(words.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "spiffe-aws: plan: 0 to create, 0 to update, 0 to delete, 0 unchanged, 1 will fail\n");
  }

  @ParameterizedTest
  @CsvSource({"No space left on device, 'spiffe-aws: changes made: 1\n'", "Broken pipe, ''"})
  void changesThatCannotBeShownAreCountedUnlessTheReaderHasGone(String failure, String said) {
    var created = new Change(Change.Kind.ROLE, "app", Change.Action.CREATED, null, "");
    var result =
        new ApplyPlan.Result(new Changes(List.of(created), false), Optional.empty(), 0, List.of());
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };

    assertThatThrownBy(() -> ChainView.applied(result, output(full)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(words.toString(StandardCharsets.UTF_8)).isEqualTo(said);
  }

  @Test
  void nothingFromOutsideSteersTheTerminalOrForgesALine() {
    ChainView.plan(
        new Changes(
            List.of(
                new Change(
                    Change.Kind.ENTRY,
                    "a\u001bc",
                    Change.Action.CREATED,
                    "b\n",
                    "+ selectors: x:\u009b2J\rforged\n+ hint: h")),
            true),
        output());
    assertThat(data.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "will create  entry          a?c  b?\n  + selectors: x:?2J?forged\n  + hint: h\n");
  }

  private static ApplyPlan.Result stopped() {
    return new ApplyPlan.Result(
        new Changes(List.of(), false),
        Optional.of(new Problem.Refused("no", "not so", "")),
        3,
        List.of());
  }

  private Output output(String... options) {
    return output(data, options);
  }

  private Output output(OutputStream out, String... options) {
    var console =
        new Console(
            InputStream.nullInputStream(), out, words, false, false, 100, Map.of(), Path.of("/"));
    return new Output(console, CommandLine.populateCommand(new GlobalOptions(), options));
  }
}
