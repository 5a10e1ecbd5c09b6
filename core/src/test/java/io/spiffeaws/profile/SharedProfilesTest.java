package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
          nothing  | choose one of default, ops, 'profile prefixed', static, 'two words'
          noprefix | write [profile noprefix] in CONFIG line 6
          prefixed | write [prefixed] in CREDENTIALS line 3
          corp     | choose one of default, ops, 'profile prefixed', static, 'two words'
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
    write("credentials", "[static]\n[ops]\n[profile prefixed]\n");
    assertThat(problem(name))
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::code, Problem::message, Problem::hint)
        .containsExactly(
            "no-such-profile",
            "AWS profile \"" + name + "\" (source_profile of \"a\") not found",
            hint.replace("CONFIG", home.resolve(".aws/config").toString())
                .replace("CREDENTIALS", home.resolve(".aws/credentials").toString()));
  }

  @Test
  void theFilesAreNamedIfTheyAreNotTheUsualOnes() {
    var elsewhere = Map.of("HOME", "/home/me", "AWS_CONFIG_FILE", "/sandbox/config");
    assertThat(problem(SharedProfiles.read(elsewhere, home), "ops").message())
        .isEqualTo(
            "AWS profile \"ops\" (source_profile of \"a\") not found in /sandbox/config and"
                + " /home/me/.aws/credentials");
    assertThat(problem(SharedProfiles.read(elsewhere, home), "ops").hint())
        .isEqualTo("to read the files in ~/.aws instead, run: unset AWS_CONFIG_FILE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          id=c secret=c token=c |                | c | c | c
          id=c secret=c token=c | id=k secret=k  | k | k | -
          id=c secret=c         | id=k           | k | - | -
          id=c secret=c         | secret=k       | c | c | -
          id=c secret=c         | token=k        | c | c | -
          id=c                  | secret=k       | c | - | -
          secret=c              | token=k        | - | c | k
          region=c              | id=k secret=k  | k | k | -
          """)
  void keysComeFromOneSection(
      String config, String credentials, String id, String secret, String token)
      throws IOException {
    write("config", "[profile ops]\n" + lines(config));
    write("credentials", "[ops]\n" + lines(credentials == null ? "" : credentials));
    var profile = SharedProfiles.read(Map.of("HOME", home.toString()), home).require("ops", "");
    assertThat(List.of("aws_access_key_id", "aws_secret_access_key", "aws_session_token"))
        .map(name -> profile.get(name).orElse(null))
        .containsExactly(id, secret, token);
  }

  private static String lines(String settings) {
    return settings
        .replace("id=", "aws_access_key_id=")
        .replace("secret=", "aws_secret_access_key=")
        .replace("token=", "aws_session_token=")
        .replace(" ", "\n");
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
    return problem(SharedProfiles.read(Map.of("HOME", home.toString()), home), name);
  }

  private static Problem problem(SharedProfiles profiles, String name) {
    return catchThrowableOfType(
            ProblemException.class, () -> profiles.require(name, " (source_profile of \"a\")"))
        .problem();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws").resolve(file), text);
  }
}
