package io.spiffeaws.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTextTest {
  private static final String TWO =
      """
      # contexts
      current_context = "prod"  # the usual one

      [contexts.prod]
      issuer = "https://oidc.example.org"
      [contexts.test]
      region = "eu-central-1"
      """;

  @Test
  void readsContextsInTheOrderOfTheFile() {
    var file = ConfigText.parse("config.toml", TWO);
    assertThat(file.current()).contains("prod");
    assertThat(file.contexts().keySet()).containsExactly("prod", "test");
    assertThat(file.context("test").settings())
        .isEqualTo(Map.of(ContextSetting.REGION, "eu-central-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a =                                | config.toml:1:4: it is not TOML: expected a value, such as text in quotes | ``
          current = "x"                      | config.toml:1:1: unknown setting "current" | choose one of current_context, contexts
          current_contex = "x"               | config.toml:1:1: unknown setting "current_contex" | did you mean current_context?
          current_context = 1                | config.toml:1:1: current_context is not a string | write it as current_context = "..."
          contexts = 1                       | config.toml:1:1: contexts is not a table | ``
          contexts.prod = 1                  | config.toml:1:1: contexts.prod is not a table | ``
          contexts."a b".role = "x"          | config.toml:1:1: "a b" is not a name for a context | a name has letters, digits and any of . - _
          contexts.prod.rolle = "x"          | config.toml:1:1: unknown setting "rolle" | did you mean role?
          contexts.prod.aws_secret_access_key = "x" | config.toml:1:1: unknown setting "aws_secret_access_key" | choose one of server_socket, server_address, server_exec, workload_socket, issuer, aws_profile, region, account, role, audience
          contexts.prod.account = 123456789012 | config.toml:1:1: account is not a string | write it as account = "..."
          contexts.prod.account = "12345678901" | config.toml:1:1: "12345678901" is not an AWS account | write its 12 digits, including leading zeros
          contexts.prod.role = ""            | config.toml:1:1: role has no value | remove the line
          contexts.prod.role = "a\\u202Eb"   | role has the invisible character U+202E | ``
          """)
  void aMistakeIsReportedWithItsPlace(String text, String message, String hint) {
    var problem = problem(text);
    assertThat(problem.problem().code()).isIn("malformed-config", "invisible-character");
    assertThat(problem.problem().message()).contains(message);
    if (!Objects.requireNonNullElse(hint, "").isEmpty()) {
      assertThat(problem.problem().hint()).isEqualTo(hint);
    }
  }

  /// The file may be another one, which the user may not be permitted to read.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "root:$6$hush:19000:0",
        "hush",
        "a = hush",
        "a = \"\\hush\"",
        "a = 2026-99-99",
        "[hush]\n[hush]\n",
        "hush = 1\nhush = 2\n"
      })
  void aMistakeQuotesNothingOfTheFile(String text) {
    assertThat(problem(text).problem().message()).doesNotContain("hush", "99");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                              | current_context = "b"~
          'current_context = "a"'                         | current_context = "b"
          'current_context="a"~[contexts.b]'              | current_context = "b"~[contexts.b]
          '# x~ current_context = ''a'' # y~[contexts.b]~' | # x~current_context = "b"  # y~[contexts.b]~
          '[contexts.b]~'                                 | current_context = "b"~~[contexts.b]~
          '[contexts.b]~current_context = "a"~'           | current_context = "b"~~[contexts.b]~current_context = "a"~
          """)
  void onlyTheCurrentContextIsChanged(String text, String changed) {
    assertThat(ConfigText.withCurrent(text.replace('~', '\n'), "b"))
        .isEqualTo(changed.replace('~', '\n'));
  }

  @Test
  void anEnvironmentVariableHasPrecedence() {
    var context =
        new Context(
            "prod", Map.of(ContextSetting.SERVER_SOCKET, "/a", ContextSetting.REGION, "eu-west-1"));
    assertThat(context.value("AWS_REGION", Map.of())).contains("eu-west-1");
    assertThat(context.value("AWS_REGION", Map.of("AWS_REGION", ""))).contains("eu-west-1");
    assertThat(context.value("AWS_REGION", Map.of("AWS_REGION", "us-east-1"))).isEmpty();
    assertThat(context.value("HOME", Map.of())).isEmpty();
    assertThat(context.value("SPIRE_SERVER_SOCKET", Map.of("SPIRE_SERVER_EXEC", "x")))
        .as("another way to the server")
        .isEmpty();
    assertThat(context.effective(Map.of("SPIRE_SERVER_ADDRESS", "x")))
        .containsOnlyKeys(ContextSetting.REGION);
    assertThat(ContextSetting.SERVER_EXEC.overriding(Map.of("SPIRE_SERVER_SOCKET", "/b")))
        .contains("SPIRE_SERVER_SOCKET");
  }

  @Test
  void aContextThatIsMissingIsReportedWithTheNearest() {
    var file = ConfigText.parse("config.toml", TWO);
    var problem =
        catchThrowableOfType(ProblemException.class, () -> file.context("prdo")).problem();
    assertThat(problem.message()).isEqualTo("context \"prdo\" not found");
    assertThat(problem.hint()).isIn("did you mean prod?", "choose one of prod, test");
    assertThat(new ConfigFile(Optional.empty(), Map.of(), "").contexts()).isEmpty();
  }

  private static ProblemException problem(String text) {
    return catchThrowableOfType(
        ProblemException.class, () -> ConfigText.parse("config.toml", text));
  }
}
