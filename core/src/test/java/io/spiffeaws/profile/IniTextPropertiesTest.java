package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Properties of any text, of typical files and of random characters.
class IniTextPropertiesTest {
  private static final Predicate<String> APP = "app"::equals;
  private static final List<String> LINES =
      List.of(
          "[app]",
          "[app]",
          "[other]",
          " [other] ; note",
          "[profile app]",
          "[",
          "[]",
          "]app[",
          "# comment",
          "; comment",
          "  # deeper",
          "",
          "  ",
          "\t",
          "key = 1",
          "KEY=2",
          "key : 3",
          "key=",
          "x = a = b",
          "x:y",
          " x = 1",
          "  deeper = 1",
          "    deepest",
          "noise",
          "= none",
          "x = [app]",
          "  [app]",
          "\u00e4 = \u00ff",
          "key = v ; w",
          "s3 =");
  private static final List<String> ENDINGS = List.of("\n", "\n", "\n", "\r\n", "\r");

  static IntStream seeds() {
    return IntStream.range(0, 1000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unchangedTextIsPreserved(int seed) {
    var random = new SplittableRandom(seed);
    for (var text : List.of(text(random), noise(random))) {
      assertThat(IniText.parse(text).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void editSetsOneSettingOfOneSection(int seed) {
    var random = new SplittableRandom(seed);
    var text = IniText.parse(random.nextInt(10) == 0 ? noise(random) : text(random));
    var before = text.count(APP) == 0 ? text.withSection("app") : text;

    var after = before.with(APP, "key", "new");

    assertThat(after.settings(APP)).containsEntry("key", "new");
    assertThat(others(after)).isEqualTo(others(before));
    assertThat(foreignLines(after)).isEqualTo(foreignLines(before));
    assertThat(after.with(APP, "key", "new").text()).isEqualTo(after.text());
    assertThat(IniText.parse(after.text()).settings(APP)).isEqualTo(after.settings(APP));
    assertThat(after.without(APP, "key").settings(APP)).doesNotContainKey("key");
    assertThat(after.withoutSections(APP).count(APP)).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addingAndRemovingAProfileRestoresTheText(int seed) {
    var random = new SplittableRandom(seed);
    var text = IniText.parse(text(random).replace("app", "other").stripTrailing());

    var added = text.withSection("app").with(APP, "key", "new").with(APP, "more", "v");

    assertThat(added.withoutSections(APP).text()).isEqualTo(text.text());
  }

  private static List<String> others(IniText text) {
    return text.settings(APP).entrySet().stream()
        .filter(setting -> !setting.getKey().equals("key"))
        .map(Object::toString)
        .toList();
  }

  /// Returns all lines that are not in the first section with that name.
  private static List<String> foreignLines(IniText text) {
    var foreign = new ArrayList<String>();
    var section = 0;
    var inside = false;
    for (var line : IniLines.of(text.text())) {
      if (line.is(IniLine.Kind.HEADER)) {
        section += APP.test(line.name()) ? 1 : 0;
        inside = APP.test(line.name()) && section == 1;
      }
      if (!inside) {
        foreign.add(line.content());
      }
    }
    return foreign;
  }

  private static String text(SplittableRandom random) {
    var ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
    var lines =
        IntStream.range(0, random.nextInt(14))
            .mapToObj(_ -> LINES.get(random.nextInt(LINES.size())))
            .collect(Collectors.joining(ending));
    return random.nextBoolean() ? lines + ending : lines;
  }

  private static String noise(SplittableRandom random) {
    var alphabet = "[]app=: \t\r\n#;k\u0000\u00ff\u2028";
    return IntStream.range(0, random.nextInt(40))
        .mapToObj(_ -> alphabet.substring(random.nextInt(alphabet.length())).substring(0, 1))
        .collect(Collectors.joining());
  }
}
