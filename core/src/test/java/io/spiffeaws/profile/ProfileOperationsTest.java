package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.file.LockFile;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileOperationsTest {
  private static final ProfileName APP = new ProfileName("app");
  private static final List<String> COMMAND =
      List.of("/usr/bin/spiffe-aws", "creds", "process", "--role", "arn:aws:iam::1:role/it's");

  @TempDir private Path directory;
  private Path config;
  private Path credentials;
  private ProfileFile configFile;
  private ProfileFile credentialsFile;

  @BeforeEach
  void name() {
    var locks = new LockFile(_ -> {}, Duration.ofSeconds(5));
    config = directory.resolve("config");
    credentials = directory.resolve("credentials");
    configFile = new ProfileFile(SharedFile.CONFIG, config, locks);
    credentialsFile = new ProfileFile(SharedFile.CREDENTIALS, credentials, locks);
  }

  @Test
  void credentialsReplaceExistingOnes() throws IOException {
    Files.writeString(
        credentials,
        "[app]\naws_security_token = old\naws_access_key_id=AKIA\noutput = json\n# mine\n");

    var written = writeCredentials("ASIA", false);

    assertThat(credentials)
        .hasContent(
            """
            [app]
            aws_access_key_id=ASIA
            output = json
            aws_secret_access_key = very secret
            aws_session_token = token
            aws_account_id = 123456789012
            # mine
            """);
    var change = written.changes().changes().getFirst();
    assertThat(change.action()).isEqualTo(Change.Action.UPDATED);
    assertThat(change.id()).isEqualTo(credentials.toString());
    assertThat(change.detail().lines())
        .containsExactly(
            "- aws_security_token = (hidden)",
            "- aws_access_key_id = AKIA",
            "+ aws_access_key_id = ASIA",
            "+ aws_secret_access_key = (hidden)",
            "+ aws_session_token = (hidden)",
            "+ aws_account_id = 123456789012");
    assertThat(written.warnings()).isEmpty();
  }

  @Test
  void dryRunReportsTheSameAndWritesNothing() {
    var foreseen = writeCredentials("ASIA", true);
    assertThat(credentials).doesNotExist();

    assertThat(writeCredentials("ASIA", false).changes().changes())
        .isEqualTo(foreseen.changes().changes());
  }

  @Test
  void warnsAboutOverridingSettings() throws IOException {
    Files.writeString(config, "[profile app]\nrole_arn = x\ncredential_process = y\n");

    assertThat(writeCredentials("ASIA", false).warnings())
        .containsExactly(
            "the profile app has role_arn in "
                + config
                + ", which some programs use instead of these keys",
            "the profile app has credential_process in "
                + config
                + ", which some programs use instead of these keys");
  }

  @Test
  void writesAProcessProfileOnce() throws IOException {
    Files.writeString(config, "[default]\nregion = eu-west-1");

    assertThat(action(writeProcess())).isEqualTo(Change.Action.CREATED);
    assertThat(action(writeProcess())).isEqualTo(Change.Action.UNCHANGED);

    assertThat(config)
        .hasContent(
            """
            [default]
            region = eu-west-1

            [profile app]
            region = us-east-1
            credential_process = /usr/bin/spiffe-aws creds process --role 'arn:aws:iam::1:role/it'\\''s'\
            """);
  }

  @Test
  void removesTheProfileAndNothingElse() throws IOException {
    Files.writeString(config, "[default]\nregion = eu-west-1\n# end\n");
    writeProcess();

    assertThat(action(process().remove(APP, true))).isEqualTo(Change.Action.DELETED);
    assertThat(action(process().remove(APP, false))).isEqualTo(Change.Action.DELETED);
    assertThat(action(process().remove(APP, false))).isEqualTo(Change.Action.UNCHANGED);

    assertThat(config).hasContent("[default]\nregion = eu-west-1\n# end\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"credential_process = /bin/others", "role_arn = x"})
  void doesNotRemoveOtherProfiles(String setting) throws IOException {
    Files.writeString(config, "[profile app]\n" + setting + "\n");

    assertThat(
            catchThrowableOfType(ProblemException.class, () -> process().remove(APP, false))
                .problem()
                .code())
        .isEqualTo("profile-of-others");
    assertThat(config).hasContent("[profile app]\n" + setting + "\n");
  }

  @Test
  void doesNotOverwriteAnotherCommand() throws IOException {
    Files.writeString(config, "[profile app]\ncredential_process = /bin/others\n");

    assertThat(catchThrowableOfType(ProblemException.class, this::writeProcess).problem().code())
        .isEqualTo("profile-of-others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a]", "a\nb", "[", "\u00e4", "a#b"})
  void rejectsNamesThatAnSdkWouldNotAccept(String name) {
    assertThat(catchThrowableOfType(ProblemException.class, () -> new ProfileName(name)).problem())
        .isInstanceOf(Problem.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\rb", "a #b", "a\t;b", " a", "a ", "\u0000"})
  void rejectsValuesThatReadersWouldTruncate(String value) {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> ProfileSetting.of("k", value))
                .problem())
        .isInstanceOf(Problem.Malformed.class);
  }

  private WrittenProfile writeCredentials(String id, boolean dryRun) {
    var session =
        new SessionCredentials(
            id, Secret.of("very secret"), Secret.of("token"), Instant.EPOCH, "arn", "123456789012");
    return new WriteCredentialsProfile(credentialsFile, configFile)
        .run(new WriteCredentialsProfile.Request(APP, session, dryRun));
  }

  private WrittenProfile writeProcess() {
    return process()
        .run(new WriteProcessProfile.Request(APP, COMMAND, Optional.of("us-east-1"), false));
  }

  private WriteProcessProfile process() {
    return new WriteProcessProfile(configFile, credentialsFile);
  }

  private static Change.Action action(WrittenProfile written) {
    return written.changes().changes().getFirst().action();
  }
}
