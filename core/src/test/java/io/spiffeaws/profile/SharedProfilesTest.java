package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedProfilesTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stattic  | did you mean static?
          Ops      | did you mean ops?
          two word | did you mean 'two words'?
          nothing  | choose one of default, ops, static, two words
          noprefix | write [profile noprefix] in CONFIG line 6
          corp     | choose one of default, ops, static, two words
          """)
  void aMissingProfileIsReportedWithTheProfilesThatExist(String name, String hint)
      throws IOException {
    write(
        "config",
        """
        [default]
        region = eu-west-1
        [profile ops]
        [profile "two words"]
        [sso-session corp]
        [noprefix]
        """);
    write("credentials", "[static]\n[ops]\n");
    assertThat(problem(name))
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::code, Problem::message, Problem::hint)
        .containsExactly(
            "no-such-profile",
            "AWS profile \"" + name + "\" (source_profile of \"a\") not found",
            hint.replace("CONFIG", home.resolve(".aws/config").toString()));
  }

  @Test
  void withoutProfilesTheHintCreatesOne() {
    assertThat(problem("my app").hint())
        .isEqualTo("to create it, run: aws configure --profile 'my app'");
  }

  @Test
  void tenProfilesAreShown() throws IOException {
    write(
        "credentials",
        IntStream.range(10, 24)
            .mapToObj(number -> "[account-" + number + "]\n")
            .collect(Collectors.joining()));
    assertThat(problem("x").hint())
        .startsWith("choose one of account-10, account-11, ")
        .endsWith(", account-19 and 4 more");
  }

  private Problem problem(String name) {
    var profiles = SharedProfiles.read(Map.of("HOME", home.toString()), home);
    return catchThrowableOfType(
            ProblemException.class, () -> profiles.require(name, " (source_profile of \"a\")"))
        .problem();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws").resolve(file), text);
  }
}
