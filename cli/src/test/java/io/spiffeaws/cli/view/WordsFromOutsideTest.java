package io.spiffeaws.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A token or an issuer's document that nobody has verified must not steer the terminal of whoever
/// looks at it, nor speak in the tool's name.
class WordsFromOutsideTest {
  private static final String EVIL = "\u001b]0;x\u0007\u001b[31m\u009b2J";
  private static final String SHOWN = "?]0;x??[31m?2J";

  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private final Output output =
      new Output(
          new Console(
              InputStream.nullInputStream(),
              results,
              words,
              false,
              false,
              100,
              Map.of(),
              Path.of("/")),
          new GlobalOptions());

  @Test
  void aProblemIsOneLineAndItsHintSteersNothing() {
    ProblemView.show(
        new Problem.Refused("code", EVIL + "\nspiffe-aws: hint: typed", "run " + EVIL), output);

    assertThat(said())
        .isEqualTo(
            "spiffe-aws: error: %s?spiffe-aws: hint: typed\nspiffe-aws: hint: run %s\n"
                .formatted(SHOWN, SHOWN));
  }

  @Test
  void aCheckIsOneLineAndItsMendSteersNothing() {
    ChecksView.show(List.of(Check.bad("trust", EVIL, "add " + EVIL + "\nrm")), output);

    assertThat(results.toString(StandardCharsets.UTF_8))
        .isEqualTo("failed  trust   %s\n        add %s?rm\n".formatted(SHOWN, SHOWN));
  }

  @Test
  void aWarningIsOneLine() {
    output.warning(EVIL + "\nspiffe-aws: error: made up");

    assertThat(said())
        .isEqualTo("spiffe-aws: warning: %s?spiffe-aws: error: made up\n".formatted(SHOWN));
  }

  @Test
  void whatNobodySeesIsEscapedInEachForm() {
    output.result(Json::object, () -> "hint  a\u200bb\u202e\n");
    output.message("an entry of \u2066x");

    assertThat(results.toString(StandardCharsets.UTF_8)).isEqualTo("hint  a\\u200bb\\u202e\n");
    assertThat(said()).isEqualTo("spiffe-aws: an entry of \\u2066x\n");
  }

  private String said() {
    return words.toString(StandardCharsets.UTF_8);
  }
}
