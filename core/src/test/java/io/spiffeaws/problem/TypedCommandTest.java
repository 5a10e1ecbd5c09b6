package io.spiffeaws.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandTest {
  private static final String SPECIAL = " '\"$`\\;&|<>(){}[]*?~#!=%-.azAZ09/\t\né\u2028";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "s3-app, s3-app",
        "https://oidc.example.org/a:b, https://oidc.example.org/a:b",
        "spiffe://example.org/ns/*, 'spiffe://example.org/ns/*'",
        "https://x/$(id), 'https://x/$(id)'",
        "it's, 'it'\\''s'",
        "a b, 'a b'",
        "||, ''",
      })
  void quotesOnlyWordsWithShellCharacters(String word, String typed) {
    assertThat(TypedCommand.word(word)).isEqualTo(typed);
    assertThat(TypedCommand.of("run %s --now", word)).isEqualTo("run " + typed + " --now");
  }

  @Test
  void repeatsOptionBeforeEachValue() {
    assertThat(TypedCommand.options("--audience", List.of("a", "b c")))
        .isEqualTo("--audience a --audience 'b c'");
  }

  @Test
  void shellReadsEachWordUnchanged() throws IOException {
    var random = new SplittableRandom(11);
    var words = new ArrayList<String>();
    for (var i = 0; i < 200; i++) {
      var word = new StringBuilder();
      for (var length = random.nextInt(12); length > 0; length--) {
        word.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
      }
      words.add(word.toString());
    }
    var script = "printf '%s\\0'";
    for (var word : words) {
      script += " " + TypedCommand.word(word);
    }
    var shell = new ProcessBuilder("sh", "-c", script).start();
    shell.getOutputStream().close();

    var seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(seen).isEqualTo(String.join("\0", words) + "\0");
  }
}
