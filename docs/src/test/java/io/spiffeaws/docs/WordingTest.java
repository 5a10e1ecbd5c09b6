package io.spiffeaws.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The texts of the product use the field's words: `words.tsv` lists expressions that do not
/// appear, each with what to write instead and, where it has a proper sense, a pattern of such
/// lines.
class WordingTest {
  /// Text blocks, strings, characters and comments of Java.
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\""
              + "|\"(?:\\\\.|[^\"\\\\\\n])*\""
              + "|'(?:\\\\.|[^'\\\\\\n])+'"
              + "|//[^\\n]*");

  /// Identifiers of a program within prose.
  private static final Pattern CODE = Pattern.compile("`[^`]*`|\\[[\\w.#()]+]|]\\([^)]*\\)");

  private static final List<Word> WORDS = words();

  private record Word(Pattern pattern, String instead, Pattern allowed) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../core/src/main/java",
        "../cli/src/main/java",
        "../sandbox/src/main/java",
        "../native/src/main/java",
        "../scenarios/src/main/java",
        "src/main/java"
      })
  void sourcesUseTheWordsOfTheField(Path root) throws IOException {
    assertThat(files(root, ".java").flatMap(WordingTest::inJava)).isEmpty();
  }

  @Test
  void pagesUseTheWordsOfTheField() throws IOException {
    var pages =
        Stream.concat(
            files(Path.of("."), ".md"),
            Stream.of("README", "CONTRIBUTING", "SECURITY", "CHANGELOG")
                .map(name -> Path.of("..", name + ".md")));
    assertThat(pages.flatMap(WordingTest::inMarkdown)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          // what mends it                  | 1
          x("where there is none");          | 1
          // where the file is              | 0
          x("mend");                         | 0
          // `mend` is a name               | 0
          """)
  void aWordIsFoundInCommentsAndInStringsOfSeveralWords(String line, int found) {
    assertThat(inJava("X.java", line)).hasSize(found);
  }

  private static Stream<Path> files(Path root, String ending) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Stream<String> inJava(Path file) {
    return inJava(file.toString(), read(file)).stream();
  }

  private static List<String> inJava(String name, String source) {
    var found = new ArrayList<String>();
    var tokens = TOKEN.matcher(source);
    while (tokens.find()) {
      var token = tokens.group();
      if (token.startsWith("/") || (token.startsWith("\"") && token.strip().contains(" "))) {
        var line = 1 + source.substring(0, tokens.start()).chars().filter(c -> c == '\n').count();
        found.addAll(inProse(name + ":" + line, token));
      }
    }
    return found;
  }

  private static Stream<String> inMarkdown(Path file) {
    var found = new ArrayList<String>();
    var lines = read(file).lines().toList();
    var code = false;
    for (var i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith("```")) {
        code = !code;
      } else if (!code) {
        found.addAll(inProse(file + ":" + (i + 1), lines.get(i)));
      }
    }
    return found.stream();
  }

  private static List<String> inProse(String where, String text) {
    var prose = CODE.matcher(text).replaceAll("X");
    return WORDS.stream()
        .filter(word -> !word.allowed().matcher(where + ": " + text).find())
        .flatMap(word ->
            word.pattern()
                .matcher(prose)
                .results()
                .map(found -> "%s: %s: write: %s".formatted(where, found.group(), word.instead())))
        .toList();
  }

  private static List<Word> words() {
    try (var in = WordingTest.class.getResourceAsStream("words.tsv")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> word(line.split("\t", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Word word(String[] columns) {
    var never = "(?!)";
    return new Word(
        Pattern.compile(columns[0], Pattern.CASE_INSENSITIVE),
        columns[1],
        Pattern.compile(columns.length > 2 ? columns[2] : never));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
