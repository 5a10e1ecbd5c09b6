package io.spiffeaws.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"\"",
        "1.0",
        "-0",
        "1e400",
        "12345678901234567890123",
        "{\"b\":1,\"a\":[true,false,null,{\"c\":\"\\u0000\\\"\"}]}"
      })
  void isLossless(String text) {
    assertThat(JsonText.compact(JsonText.parse(text, "it"))).isEqualTo(text);
  }

  @Test
  void ignoresAByteOrderMark() {
    assertThat(JsonText.parse("\ufeff{\"a\":1}", "it"))
        .isEqualTo(JsonText.parse("{\"a\":1}", "it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\ufeff",
        "{}\ufeff",
        "{",
        "[1,]",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "nul",
        "{a:1}",
        "'a'",
        "01",
        "\"\n\""
      })
  void rejectsInvalidJson(String text) {
    assertThatThrownBy(() -> JsonText.parse(text, "the file f.json"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class))
        .hasMessageStartingWith("the file f.json is not JSON: ");
  }

  @Test
  void namesLineAndColumn() {
    assertThatThrownBy(() -> JsonText.parse("{\n  \"a\": ?\n}", "it"))
        .hasMessageContaining("line 2, column 8");
  }

  @Test
  void reportsDeepNestingAsMalformed() {
    assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000), "it"))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> JsonText.parse("[".repeat(101) + "]".repeat(101), "it"))
        .hasMessageEndingWith("it has more than 100 levels");
    var deepest = "[".repeat(100) + "]".repeat(100);
    assertThat(JsonText.compact(JsonText.parse(deepest, "it"))).isEqualTo(deepest);
  }

  @Test
  void readsRandomTreesFromBothForms() {
    var random = new SplittableRandom(3);
    for (var round = 0; round < 500; round++) {
      var tree = tree(random, 4);
      assertThat(JsonText.parse(JsonText.pretty(tree), "it")).isEqualTo(tree);
      assertThat(JsonText.parse(JsonText.compact(tree), "it")).isEqualTo(tree);
    }
  }

  @Test
  void randomBytesAreJsonOrMalformed() {
    var random = new SplittableRandom(4);
    var alphabet = "{}[]\",:0123456789.eE+-truefalsn \\u\n\u0000\ud800";
    for (var round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      random
          .ints(random.nextInt(20), 0, alphabet.length())
          .forEach(i -> text.append(alphabet.charAt(i)));
      try {
        JsonText.parse(text.toString(), "it");
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
      }
    }
  }

  @Test
  void printsJsonThatYamlReadersAccept() {
    var value =
        Json.object().with("\u0085", Json.of("\u007f\u009f\u00a0\ufffd\ufffe\uffff\ud83d\ude00"));
    assertThat(JsonText.compact(value))
        .isEqualTo("{\"\\u0085\":\"\\u007F\\u009F\u00a0\ufffd\\uFFFE\\uFFFF\ud83d\ude00\"}");
    assertThat(JsonText.parse(JsonText.compact(value), "it")).isEqualTo(value);
  }

  private static Json tree(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new Json.Null();
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(random.nextLong());
      case 3 -> Json.of(Integer.toString(random.nextInt(), 36) + "\"\\\u0001\u00e4");
      case 4 -> array(random, depth);
      default -> object(random, depth);
    };
  }

  private static Json array(SplittableRandom random, int depth) {
    List<Json> items = new ArrayList<>();
    for (var i = random.nextInt(4); i > 0; i--) {
      items.add(tree(random, depth - 1));
    }
    return new Json.Arr(items);
  }

  private static Json object(SplittableRandom random, int depth) {
    var members = new LinkedHashMap<String, Json>();
    for (var i = random.nextInt(4); i > 0; i--) {
      members.put(Integer.toString(random.nextInt(), 36), tree(random, depth - 1));
    }
    return new Json.Obj(members);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\n \"a\\ud800b\"]",
        "[\n \"\\udc00\"]",
        "[\n \"\\udc00\\ud800\"]",
        "[\n \"\ud800\"]"
      })
  void reportsThePositionOfAnUnpairedSurrogate(String text) {
    assertThatThrownBy(() -> JsonText.parse(text, "it"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().message())
                    .contains("line 2, column 2: ", "unpaired surrogate U+D"));
  }

  @Test
  void anUnpairedSurrogateInANameIsMalformed() {
    for (var text : List.of("{\"a\\ud800\": 1}", "{\"a\ud800\": 1}")) {
      assertThatThrownBy(() -> JsonText.parse(text, "it"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
    }
  }

  @Test
  void aPairOfSurrogatesIsOneCharacterAndInvisibleOnesAreEscaped() {
    assertThat(JsonText.compact(JsonText.parse("\"\\ud83d\\ude00\"", "it"))).isEqualTo("\"😀\"");
    assertThat(JsonText.compact(Json.of("a\u200b\u202e\udb40\udc41")))
        .isEqualTo("\"a\\u200B\\u202E\\uDB40\\uDC41\"");
  }
}
