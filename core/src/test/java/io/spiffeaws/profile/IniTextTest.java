package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IniTextTest {
  private static final Predicate<String> APP = "app"::equals;

  static Stream<Arguments> settings() {
    return Stream.of(
        edit("replaces a value", "[app]\nkey = old\n", "[app]\nkey = new\n"),
        edit("keeps how it is written", "[app]\nKey=old  \nx=1\n", "[app]\nKey=new\nx=1\n"),
        edit("keeps a value that it has", "[app]\nkey  =  new \t\n", "[app]\nkey  =  new \t\n"),
        edit("adds after the last", "[app]\nx = 1\n\n[b]\n", "[app]\nx = 1\nkey = new\n\n[b]\n"),
        edit("adds to an empty section", "[app]\n[b]\n", "[app]\nkey = new\n[b]\n"),
        edit("ends lines as the file", "[app]\r\nx=1\r\n", "[app]\r\nx=1\r\nkey = new\r\n"),
        edit("leaves out a last ending", "[app]\nx=1", "[app]\nx=1\nkey = new"),
        edit(
            "leaves comments",
            "# a\n[app]\n; b\nx=1\n# c\n",
            "# a\n[app]\n; b\nx=1\nkey = new\n# c\n"),
        edit("takes what goes on", "[app]\nkey =\n  a\n\n  b\nx=1\n", "[app]\nkey = new\n\nx=1\n"),
        edit(
            "adds after what goes on",
            "[app]\ns3 =\n  a = b\n",
            "[app]\ns3 =\n  a = b\nkey = new\n"),
        edit("does not go on itself", "[app]\n  x = 1\n", "[app]\n  x = 1\n  key = new\n"),
        edit("takes further ones", "[app]\nkey=1\nx=1\nkey=2\n y\n", "[app]\nkey=new\nx=1\n"),
        edit("knows a colon", "[app]\nkey: old\n", "[app]\nkey: new\n"),
        edit(
            "is not misled by values",
            "[b]\nx = [app]\n[app]\n",
            "[b]\nx = [app]\n[app]\nkey = new\n"),
        edit(
            "knows a nested key",
            "[app]\ns3 =\n  key = a\n",
            "[app]\ns3 =\n  key = a\nkey = new\n"),
        edit("leaves what is no setting", "[app]\nkey\nx=1\n", "[app]\nkey\nx=1\nkey = new\n"),
        edit("finds a header with a comment", "[ app ] # mine\n", "[ app ] # mine\nkey = new\n"));
  }

  private static Arguments edit(String why, String before, String after) {
    return Arguments.of(why, before, after);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void setsOneValueAndNothingElse(String why, String before, String after) {
    var edited = IniText.parse(before).with(APP, "key", "new");

    assertThat(edited.text()).as(why).isEqualTo(after);
    assertThat(edited.settings(APP)).containsEntry("key", "new");
    assertThat(IniText.parse(after).settings(APP)).containsEntry("key", "new");
  }

  static Stream<Arguments> sections() {
    return Stream.of(
        edit("a section alone", "[app]\nx=1\n", ""),
        edit("the last one", "[a]\n\n[app]\nx=1\n", "[a]\n"),
        edit("the first one", "[app]\nx=1\n\n[b]\n", "[b]\n"),
        edit("one between", "[a]\n\n[app]\nx=1\n\n[b]\n", "[a]\n\n[b]\n"),
        edit("none", "[a]\nx=1", "[a]\nx=1"),
        edit("but no comment of the next", "[app]\nx=1\n# b is mine\n[b]\n", "# b is mine\n[b]\n"),
        edit("nor one before it", "# app\n[app]\nx=1\n  y\n", "# app\n"),
        edit("each of that name", "[app]\nx=1\n[b]\n[app]\ny=1", "[b]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sections")
  void removesSections(String why, String before, String after) {
    assertThat(IniText.parse(before).withoutSections(APP).text()).as(why).isEqualTo(after);
  }

  @Test
  void removesAllOccurrencesOfASetting() {
    var text = IniText.parse("[app]\nKEY = 1\n  more\n# why\nx = 1\nkey=2\n[b]\nkey=3\n");

    assertThat(text.without(APP, "key").text()).isEqualTo("[app]\n# why\nx = 1\n[b]\nkey=3\n");
  }

  @Test
  void addsASectionAfterAnEmptyLine() {
    assertThat(IniText.EMPTY.withSection("app").text()).isEqualTo("[app]\n");
    assertThat(IniText.parse("[a]\r\nx=1\r\n").withSection("app").text())
        .isEqualTo("[a]\r\nx=1\r\n\r\n[app]\r\n");
    assertThat(IniText.parse("[a]\nx=1\n\n").withSection("app").text())
        .isEqualTo("[a]\nx=1\n\n[app]\n");
  }
}
