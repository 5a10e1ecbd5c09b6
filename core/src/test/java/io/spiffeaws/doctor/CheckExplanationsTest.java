package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every check that doctor can print has an explanation, and every explanation a check. The names
/// are those in the source and in the scenarios.
class CheckExplanationsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/spiffeaws");
  private static final Path SCENARIOS = Path.of("../scenarios/src/scenarios/doctor");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9]+(?:_[a-z0-9]+)*)\"");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:Check(?:\\.\\w+)?|report\\.\\w+|\\bbad|\\bcheck|unreadable|fetched|mismatch)\\(\\s*"
              + "(prefix \\+ )?\"([a-z0-9]+(?:_[a-z0-9]+)*)\"");
  private static final Pattern TRIED = Pattern.compile("\\btried\\(\"([a-z]+)\"");
  private static final Pattern SKIPPED = Pattern.compile("\\.skip\\(([^;]*)\\);");
  private static final Pattern SHOWN =
      Pattern.compile("(?m)^> (?:ok|failed|skipped) +([a-z0-9_]+) ");

  /// Arguments of helpers that are not names of checks, and checks that doctor omits.
  private static final Set<String> OTHER = Set.of("partition", "signature", "time", "token_issuer");

  @Test
  void everyCheckInTheSourceIsExplained() throws IOException {
    var names = new TreeSet<String>();
    for (var source : sources("doctor")) {
      NAMED.matcher(source).results().forEach(found -> names.add(found.group(2)));
      SKIPPED
          .matcher(source)
          .results()
          .flatMap(call -> LITERAL.matcher(call.group(1)).results())
          .forEach(found -> names.add(found.group(1)));
    }
    for (var source :
        List.of("oidc/CheckIssuer.java", "oidc/CheckReachability.java", "oidc/KeyRules.java")) {
      NAMED
          .matcher(Files.readString(SOURCES.resolve(source)))
          .results()
          .forEach(found -> {
            names.add(ExamineIssuer.name(found.group(2)));
            if (found.group(1) != null) {
              names.add(ExamineIssuer.name("jwks_" + found.group(2)));
            }
          });
    }
    NAMED
        .matcher(Files.readString(SOURCES.resolve("sts/CheckTrust.java")))
        .results()
        .forEach(found -> names.add(found.group(2)));
    TRIED
        .matcher(Files.readString(SOURCES.resolve("s3/CheckObjectStore.java")))
        .results()
        .forEach(found -> names.add("s3_" + found.group(1)));
    names.removeAll(OTHER);
    assertThat(names)
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(CheckExplanations.names()).contains(name));
  }

  @Test
  void everyCheckInTheScenariosIsExplained() throws IOException {
    var shown = new HashSet<String>();
    for (var scenario : texts(SCENARIOS)) {
      SHOWN.matcher(scenario).results().forEach(found -> shown.add(found.group(1)));
    }
    assertThat(shown).contains("agent", "session");
    assertThat(CheckExplanations.names()).containsAll(shown);
  }

  @Test
  void everyExplainedCheckExists() throws IOException {
    var literals = new HashSet<String>();
    for (var source : sources("doctor")) {
      LITERAL.matcher(source).results().forEach(found -> literals.add(found.group(1)));
    }
    for (var source : sources("oidc")) {
      LITERAL
          .matcher(source)
          .results()
          .forEach(found -> {
            literals.add("issuer_" + found.group(1));
            literals.add("issuer_jwks_" + found.group(1));
          });
    }
    assertThat(literals).containsAll(CheckExplanations.names());
  }

  @Test
  void everyExplanationIsComplete() {
    assertThat(CheckExplanations.all())
        .allSatisfy(explanation -> {
          assertThat(explanation.names()).isNotEmpty();
          assertThat(explanation.what()).endsWith(".");
          assertThat(explanation.why()).isNotBlank();
          assertThat(explanation.fixes()).isNotEmpty().doesNotContain("");
        });
    assertThat(CheckExplanations.names()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "thrust, did you mean trust? specify one of agent", "'', specify one of agent",
    "x, specify one of agent", "Trust, did you mean trust? specify one of agent"
  })
  void anUnknownCheckIsReportedWithTheNearest(String name, String hint) {
    assertThatThrownBy(() -> CheckExplanations.of(name))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().message())
                  .isEqualTo("unknown check \"%s\" (--explain)".formatted(name));
              assertThat(e.problem().hint()).startsWith(hint);
            });
  }

  private static List<String> sources(String packageName) throws IOException {
    return texts(SOURCES.resolve(packageName));
  }

  private static List<String> texts(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      var texts = new ArrayList<String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}
