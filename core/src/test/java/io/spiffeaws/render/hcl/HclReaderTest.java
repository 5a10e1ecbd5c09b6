package io.spiffeaws.render.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.hcl.HclNode.Body;
import io.spiffeaws.render.hcl.HclNode.Items;
import io.spiffeaws.render.hcl.HclNode.Member;
import io.spiffeaws.render.hcl.HclNode.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclReaderTest {
  private static final String GOOD =
      """
      # a comment
      server { // another
        bind_port = 8081 /* one
        of two lines */ bind_address = "0.0.0.0"
        subject = { country = ["US", "DE",], common_name = "" }
      }
      plugins {
        KeyManager "disk" { plugin_data {} }
        text = <<-EOF
          a } "b"
          EOF
        env = "${HOME + "x"}/a\\"b"
        "quoted key" = true
      }
      """;

  @Test
  void readsEveryFormWithItsLine() {
    assertThat(HclReader.read("f", GOOD, 1).members())
        .containsExactly(
            block(
                2,
                "server",
                text(3, "bind_port", "8081"),
                text(4, "bind_address", "0.0.0.0"),
                member(
                    5,
                    new Body(
                        5,
                        List.of(
                            member(
                                5,
                                new Items(5, List.of(new Text(5, "US"), new Text(5, "DE"))),
                                "country"),
                            text(5, "common_name", ""))),
                    "subject")),
            block(
                7,
                "plugins",
                member(
                    8,
                    new Body(8, List.of(member(8, new Body(8, List.of()), "plugin_data"))),
                    "KeyManager",
                    "disk"),
                text(9, "text", "    a } \"b\"\n"),
                text(12, "env", "${HOME + \"x\"}/a\"b"),
                text(13, "quoted key", "true")));
  }

  @Test
  void linesCountFromTheTextsPositionInItsFile() {
    assertThat(HclReader.read("f", "a = 1", 7).members()).containsExactly(text(7, "a", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a = "b         | f:1: expected a closing quote, found the end of the file
          a {            | f:1: expected }, found the end of the file
          a = [1         | f:1: expected ], found the end of the file
          a              | f:1: expected = or { after a, found the end of the file
          a = =          | f:1: expected a value, found "="
          }              | f:1: expected a setting, found "}"
          a = 1 ~        | f:1: expected a setting, found "~"
          a = <<E        | f:1: expected a name after <<, found none
          """)
  void reportsWhatIsExpected(String text, String message) {
    assertThatThrownBy(() -> HclReader.read("f", text, 1)).hasMessage(message);
  }

  @Test
  void rejectsDeepNesting() {
    assertThatThrownBy(() -> HclReader.read("f", "a = " + "[".repeat(100_000), 1))
        .hasMessage("f:1: expected fewer than 40 levels, found \"[\"");
  }

  /// Any text is either read, or reported as malformed.
  @Test
  void reportsNonsenseAsMalformed() {
    var random = new SplittableRandom(1);
    for (var round = 0; round < 3_000; round++) {
      var text = new StringBuilder(round % 3 == 0 ? random(random) : GOOD);
      for (var changes = random.nextInt(5); changes > 0 && !text.isEmpty(); changes--) {
        var at = random.nextInt(text.length());
        text.replace(at, Math.min(text.length(), at + random.nextInt(4)), random(random));
      }
      readsOrIsMalformed(text.toString());
    }
  }

  private static String random(SplittableRandom random) {
    var bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    var strange = "{}[]=,\"#/*<-\\$\n \u0000E";
    return random.nextBoolean()
        ? new String(bytes, StandardCharsets.UTF_8)
        : random
            .ints(random.nextInt(6), 0, strange.length())
            .collect(
                StringBuilder::new, (s, i) -> s.append(strange.charAt(i)), StringBuilder::append)
            .toString();
  }

  private static void readsOrIsMalformed(String text) {
    try {
      HclReader.read("f", text, 1);
    } catch (ProblemException e) {
      assertThat(e.problem()).as(text).isInstanceOf(Problem.Malformed.class);
      assertThat(e.problem().message()).as(text).startsWith("f:");
    }
  }

  private static Member block(int line, String name, Member... members) {
    return member(line, new Body(line, List.of(members)), name);
  }

  private static Member text(int line, String name, String text) {
    return member(line, new Text(line, text), name);
  }

  private static Member member(int line, HclNode value, String... keys) {
    return new Member(line, List.of(keys), value);
  }
}
