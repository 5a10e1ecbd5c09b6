package io.spiffeaws.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.docs.Page.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManPageTest {
  @TempDir private Path directory;

  /// Only the readers that are installed, since a build requires none. The checked-in pages fix the
  /// exact text in any case.
  static Stream<List<String>> installedReaders() {
    return Stream.of(
            List.of("groff", "-ww", "-man", "-z", "-Tutf8"),
            List.of("mandoc", "-T", "lint", "-W", "error"))
        .filter(reader -> installed(reader.getFirst()));
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("installedReaders")
  void everyReaderAcceptsEveryPageWithoutAWarning(List<String> reader)
      throws IOException, InterruptedException {
    for (var page : Documents.manual().entrySet()) {
      var file = Files.writeString(directory.resolve(page.getKey()), page.getValue());
      var command = Stream.concat(reader.stream(), Stream.of(file.toString())).toList();
      var check = new ProcessBuilder(command).redirectErrorStream(true).start();

      assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .as(page.getKey())
          .isEmpty();
      assertThat(check.waitFor()).as(page.getKey()).isZero();
    }
  }

  @Test
  void textThatRoffWouldInterpretIsEscaped() {
    var page =
        new Page(
            "x y",
            "x y [OPTION...]",
            "Summary",
            List.of(".SH no heading", "'tis a \\ back-slash \u2026", "  x --y \"z\""),
            List.of(),
            Map.of("Options", List.of(new Entry("--a, -b", "An option"))),
            List.of(),
            List.of("# Comment", "x y"),
            Map.of(),
            "x");

    assertThat(ManPage.of(page))
        .contains("\\&.SH no heading\n")
        .contains("\\&\\(aqtis a \\e back\\-slash \\[u2026]\n")
        .contains(".nf\n.RS 4\nx \\-\\-y \\(dqz\\(dq\n.RE\n.fi\n")
        .contains(".TP\n.B \\-\\-a, \\-b\nAn option\n")
        .contains(".SH \"EXAMPLES\"\n.nf\n.RS 4\n# Comment\nx y\n.RE\n.fi\n")
        .contains("\\fBx\\fR(1)");
  }
}
