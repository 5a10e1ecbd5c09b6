package io.spiffeaws.aws.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.KeyOrigin;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Profiles of files, with an STS that issues a session to every caller.
final class OperatorCredentialsTest {
  private static final Instant EXPIRY = Instant.parse("2026-01-01T01:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final List<ExpiringKeys> assumedBy = new ArrayList<>();
  private final List<Optional<String>> sentCodes = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private MfaCodes codes = MfaCodes.NONE;
  private Problem rejection = new Problem.Unexpected("unexpected", "no token is exchanged", "");

  @BeforeEach
  void profiles() throws IOException {
    environment.put("HOME", home.toString());
    environment.put("PATH", "/usr/bin:/bin");
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [profile ops]
        role_arn = arn:aws:iam::123456789012:role/ops
        source_profile = static
        [profile machine]
        role_arn = arn:aws:iam::123456789012:role/ops
        credential_source = Environment
        [profile mfa]
        role_arn = arn:aws:iam::123456789012:role/admin
        source_profile = static
        mfa_serial = arn:aws:iam::123456789012:mfa/me
        [profile process]
        credential_process = echo '{"Version":1,"AccessKeyId":"p","SecretAccessKey":"s"}'
        [profile sealed]
        credential_process = echo vault: sealed >&2; exit 3
        [profile web]
        role_arn = arn:aws:iam::123456789012:role/ops
        web_identity_token_file = token
        """);
    Files.writeString(
        home.resolve(".aws/credentials"),
        "[static]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = s\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          static  | the keys of the AWS profile "static" (HOME/credentials line 2) | correct aws_access_key_id and aws_secret_access_key, or specify another profile
          process | the keys that credential_process of the AWS profile "process" printed (HOME/config line 12) | check the program of its credential_process, or specify another profile
          ops     | the session of the AWS profile "ops" | check this machine's clock, and the endpoints in AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS
          """)
  void theOriginOfKeysIsTheirProfile(String profile, String text, String fix) {
    assertThat(find(profile).origin())
        .isEqualTo(new KeyOrigin(text.replace("HOME", home + "/.aws"), fix));
  }

  @Test
  void theKeysThatAssumeARoleHaveTheirOwnOrigin() {
    find("ops");
    assertThat(assumedBy.getFirst().origin().text())
        .startsWith("the keys of the AWS profile \"static\"");
  }

  @Test
  void aCachedSessionIsReportedAndItsOriginIsTheFile() {
    assertThat(find("ops").origin().text()).doesNotContain("cached");
    assertThat(calls).isEmpty();

    // as in the aws CLI, the source of the credentials is not part of the key
    for (var profile : List.of("ops", "machine")) {
      calls.clear();
      var origin = find(profile).origin();
      var file = files(home.resolve(".aws/cli/cache")).getFirst();
      assertThat(origin)
          .isEqualTo(
              new KeyOrigin(
                  "the session of the AWS profile \"%s\" cached in %s".formatted(profile, file),
                  "to delete the cached session, run: rm " + file));
      assertThat(calls).containsExactly("sts AssumeRole " + origin.text());
    }
    assertThat(assumedBy).hasSize(1);
  }

  @Test
  void aSandboxNeitherUsesNorChangesTheCache() {
    environment.put("SPIFFE_AWS_SANDBOX", "123456789012");
    find("ops");
    assertThat(home.resolve(".aws/cli")).doesNotExist();

    environment.remove("SPIFFE_AWS_SANDBOX");
    find("ops");
    assertThat(files(home.resolve(".aws/cli/cache"))).hasSize(1);
    environment.put("SPIFFE_AWS_SANDBOX", "123456789012");
    find("ops");
    assertThat(assumedBy).hasSize(3);
  }

  @Test
  void withoutATerminalTheHintCachesASession() {
    assertThat(problem("mfa"))
        .extracting(Problem::code, Problem::hint)
        .containsExactly(
            "mfa-needed",
            "to cache a session, run in a terminal: spiffe-aws trust provider list --profile mfa");
    environment.put("SPIFFE_AWS_SANDBOX", "123456789012");
    assertThat(problem("mfa").hint())
        .isEqualTo("run it in a terminal, each time: a sandbox caches no session");
  }

  @ParameterizedTest
  @CsvSource({
    "123456, 123456, ''",
    "'123 456', 123456, ''",
    "'', '', no MFA code was entered",
    "12345, '', an MFA code has 6 digits",
    "abcdef, '', an MFA code has 6 digits"
  })
  void theMfaCodeIsCheckedBeforeItIsSent(String typed, String sent, String message) {
    codes = _ -> Optional.of(typed);
    if (message.isEmpty()) {
      find("mfa");
      assertThat(sentCodes).containsExactly(Optional.of(sent));
    } else {
      assertThat(problem("mfa")).isInstanceOf(Problem.Malformed.class);
      assertThat(problem("mfa").message()).isEqualTo(message);
      assertThat(sentCodes).isEmpty();
    }
  }

  @Test
  void aSourceWithoutCredentialsIsReportedWithItsProfile() {
    assertThat(problem("machine"))
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            "the AWS profile \"machine\" cannot be used: credential_source is Environment, but it provides no credentials",
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or specify another profile");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source_profile=static             | cannot be used: it has source_profile but no role_arn
          credential_source=Environment     | cannot be used: it has credential_source but no role_arn
          web_identity_token_file=t         | cannot be used: it has web_identity_token_file but no role_arn
          credential_process=               | cannot be used: its credential_process is empty
          aws_access_key_id=                | cannot be used: its aws_access_key_id is empty
          sso_session=                      | cannot be used: its sso_session is empty
          sso_account_id=123456789012       | cannot be used: it has neither sso_session nor sso_start_url
          aws_secret_access_key=s           | cannot be used: it has aws_secret_access_key but no aws_access_key_id in the same section
          aws_session_token=t               | cannot be used: it has aws_session_token but no aws_access_key_id in the same section
          output=json                       | has no credentials
          """)
  void incompleteSettingsAreTheCause(String setting, String message) throws IOException {
    for (var profile : List.of("default", "profile x")) {
      Files.writeString(
          home.resolve(".aws/config"),
          "[%s]\nregion = eu-west-1\n%s\n[profile by-source]\nrole_arn = arn:aws:iam::123456789012:role/ops\nsource_profile = %s\n"
              .formatted(profile, setting, profile.replace("profile ", "")));
      var name = profile.replace("profile ", "");
      var expected = "the AWS profile \"%s\" %s".formatted(name, message);
      assertThat(problem(name).message()).startsWith(expected);
      assertThat(problem("by-source").message())
          .contains(message.startsWith("cannot") ? expected : "\"" + name + "\" " + message);
      if (name.equals("default")) {
        assertThat(problem(Optional.empty()).message())
            .startsWith(message.startsWith("cannot") ? expected : "no AWS credentials found");
      }
    }
  }

  @Test
  void aSessionTokenIsPartOfTheOrigin() throws IOException {
    Files.writeString(
        home.resolve(".aws/credentials"),
        "[static]\naws_access_key_id = a\naws_secret_access_key = s\naws_session_token = old\n");
    assertThat(find("static").origin())
        .isEqualTo(
            new KeyOrigin(
                "the keys and the session token of the AWS profile \"static\" (%s/.aws/credentials line 2)"
                    .formatted(home),
                "correct aws_access_key_id, aws_secret_access_key and aws_session_token (long-term"
                    + " keys have no token), or specify another profile"));
  }

  @Test
  void aTokenIsUsedBeforeASourceProfile() throws IOException {
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [profile both]
        role_arn = arn:aws:iam::123456789012:role/ops
        source_profile = static
        credential_source = Environment
        web_identity_token_file = missing
        """);
    assertThat(problem("both").message()).contains("its web_identity_token_file");
    assertThat(assumedBy).isEmpty();
  }

  @Test
  void halfAPairOfTheEnvironmentIsReportedWithItsProfile() {
    environment.put("AWS_ACCESS_KEY_ID", "a");
    assertThat(problem("machine")).isInstanceOf(Problem.Malformed.class);
    assertThat(problem("machine").hint()).isEqualTo("set both, or specify another profile");
  }

  @Test
  void aSessionThatCannotBeCachedIsReported() throws IOException {
    Files.writeString(home.resolve(".aws/cli"), "");
    find("ops");
    assertThat(calls)
        .singleElement()
        .asString()
        .startsWith("sts AssumeRole the session is not cached: cannot write");
  }

  @Test
  void theDefaultProfileMayHaveThePrefixOfTheOtherFile() throws IOException {
    Files.writeString(
        home.resolve(".aws/credentials"), "[profile default]\naws_access_key_id = a\n");
    assertThat(problem(Optional.empty()).hint())
        .isEqualTo("write [default] in " + home.resolve(".aws/credentials") + " line 1");
  }

  @Test
  void aSectionWithThePrefixOfTheOtherFileIsTheCause() throws IOException {
    Files.writeString(home.resolve(".aws/config"), "[profile x]\nregion = eu-west-1\n");
    Files.writeString(home.resolve(".aws/credentials"), "[profile x]\naws_access_key_id = a\n");
    assertThat(problem("x"))
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            "the AWS profile \"x\" has no credentials",
            "write [x] in " + home.resolve(".aws/credentials") + " line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token-expired  | write a new token to the file, such as by: spiffe-aws jwt fetch --out HOME/token
          wrong-audience | correct role_arn and web_identity_token_file (HOME/.aws/config line 17), or specify another profile
          key-not-retrieved | to check the issuer, run it
          timed-out | to check the issuer, run it
          """)
  void aRejectedTokenIsReportedWithItsProfile(String code, String hint) throws IOException {
    Files.writeString(home.resolve("token"), new TokenForge("k").signed("{}").text().reveal());
    rejection = new Problem.Refused(code, "STS rejected it", "to check the issuer, run it");

    assertThat(problem("web"))
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            "the AWS profile \"web\" cannot be used: STS rejected it",
            hint.replace("HOME", home.toString()));
  }

  @Test
  void aProgramThatFailsIsReportedWithTheWayToItsOutput() {
    assertThat(problem("sealed"))
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            "the AWS profile \"sealed\" cannot be used: its credential_process exited with 3: vault: sealed (%s/.aws/config line 14)"
                .formatted(home),
            "to see its output, run its command in a shell; then fix it, or specify another profile");
  }

  private Problem problem(String profile) {
    return problem(Optional.of(profile));
  }

  private Problem problem(Optional<String> profile) {
    return catchThrowableOfType(ProblemException.class, () -> find(profile)).problem();
  }

  private ExpiringKeys find(String profile) {
    return find(Optional.of(profile));
  }

  private ExpiringKeys find(Optional<String> profile) {
    var settings =
        new AwsSettings(
            Optional.empty(), Map.of(), Optional.empty(), profile, false, Duration.ofSeconds(1));
    return new OperatorCredentials(
            settings,
            new OperatorCredentials.Caller(environment, home, codes, CLOCK),
            new SignInService(settings, CallLog.NONE),
            this::assume,
            _ -> {
              throw new ProblemException(rejection);
            },
            _ -> Optional.empty(),
            (service, operation, _, answer) -> calls.add(service + " " + operation + " " + answer))
        .find();
  }

  private ExpiringKeys assume(
      ProfileRole role, ExpiringKeys by, String sessionName, Optional<String> mfaCode) {
    assumedBy.add(by);
    sentCodes.add(mfaCode);
    var keys = new AwsKeys("ASIAEXAMPLE", Secret.of("s"), Optional.of(Secret.of("t")));
    return new ExpiringKeys(keys, Optional.of(EXPIRY));
  }

  private static List<Path> files(Path directory) {
    try (var files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
