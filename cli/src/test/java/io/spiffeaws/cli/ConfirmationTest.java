package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.cli.view.Output;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConfirmationTest {
  private static final Changes ONE = changes(Change.Action.DELETED);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({"true,false", "false,true", "false,false"})
  void withoutATerminalTheHintIsTheSameCommandWithYes(boolean in, boolean shown) {
    var problem = problem("y\n", in, shown);
    assertThat(problem).isInstanceOf(Problem.Malformed.class);
    assertThat(problem.hint())
        .endsWith("to delete it, run: spiffe-aws entry delete 'a b' --yes -- c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Yes\n", " yes \nmore"})
  void onATerminalItShowsTheChangesAndAcceptsYes(String answer) {
    assertThat(confirm(answer, true, true)).isTrue();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("will delete  entry          a\n1 resource will be deleted. Continue? [y/N] ");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "n\n", "yesterday\n"})
  void anyOtherAnswerCancels(String answer) {
    assertThat(confirm(answer, true, true)).isFalse();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .endsWith("Continue? [y/N] spiffe-aws: cancelled; nothing was changed\n");
  }

  @Test
  void nothingIsAskedIfNothingIsDeletedOrWritten() {
    new Confirmation(new ConfirmOption(), invocation("", false, false))
        .ask(false, () -> changes(Change.Action.UNCHANGED));
    new Confirmation(new ConfirmOption(), invocation("", false, false))
        .ask(true, () -> fail("not needed"));
    var yes = new ConfirmOption();
    new CommandLine(yes).parseArgs("--yes");
    new Confirmation(yes, invocation("", false, false)).ask(false, () -> fail("not needed"));
  }

  private Problem problem(String answer, boolean in, boolean shown) {
    return catchThrowableOfType(ProblemException.class, () -> confirm(answer, in, shown)).problem();
  }

  private boolean confirm(String answer, boolean in, boolean shown) {
    return new Confirmation(new ConfirmOption(), invocation(answer, in, shown))
        .ask(false, () -> ONE);
  }

  private static Changes changes(Change.Action action) {
    return new Changes(List.of(new Change(Change.Kind.ENTRY, "a", action, null, "")), true);
  }

  private Invocation invocation(String answer, boolean in, boolean shown) {
    var console =
        new Console(
            new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
            out,
            err,
            in,
            false,
            shown,
            () -> 100,
            Map.of("NO_COLOR", "1"),
            Path.of("/"),
            false);
    var global = new GlobalOptions();
    return new Invocation(
        List.of("entry", "delete", "a b", "--", "c"),
        console,
        global,
        new Output(console, global),
        new CurrentContext(global, console),
        Clock.systemUTC(),
        _ -> {},
        CallLog.NONE);
  }
}
