package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFreeFilesTest {
  @TempDir Path directory;

  @Test
  void removesSettingsThatLeadToCredentialsAndNothingElse() {
    var text =
        """
        # mine
        [default]
        region = eu-west-1
        AWS_Access_Key_Id=AKIA
        aws_secret_access_key = x
        s3 =
          max_concurrent_requests = 20
        credential_process = /bin/a
          --more
        output = json

        [profile b]
        role_arn = arn
        source_profile=default
        retry_mode = standard\
        """;
    assertThat(CredentialFreeFiles.withoutCredentials(text))
        .isEqualTo(
            """
            # mine
            [default]
            region = eu-west-1
            s3 =
              max_concurrent_requests = 20
            output = json

            [profile b]
            retry_mode = standard\
            """);
  }

  @Test
  void copiesOfMissingFilesAreEmpty() throws Exception {
    var variables = CredentialFreeFiles.write(Map.of(), directory, directory);
    assertThat(variables).containsOnlyKeys("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE");
    for (var file : variables.values()) {
      assertThat(Files.size(Path.of(file))).isZero();
    }
  }

  @Test
  void hidesKeysOfBotosConfigurationFile() throws Exception {
    var keys =
        "[Credentials]\naws_access_key_id = AKIA\naws_secret_access_key = x\n[Boto]\ndebug = 0\n";
    Files.writeString(directory.resolve(".boto"), keys);
    Files.createDirectory(directory.resolve("copies"));
    for (var environment :
        List.of(Map.of("HOME", directory.toString()), Map.of("BOTO_CONFIG", ".boto"))) {
      var variables =
          CredentialFreeFiles.write(environment, directory, directory.resolve("copies"));
      assertThat(Path.of(variables.getOrDefault("BOTO_CONFIG", "none")))
          .hasContent("[Credentials]\n[Boto]\ndebug = 0\n");
    }
  }

  @Test
  void copiesAnyBytes() throws Exception {
    var random = new SplittableRandom(1);
    for (var i = 0; i < 200; i++) {
      var bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      Files.write(directory.resolve("in"), bytes);
      var variables =
          CredentialFreeFiles.write(
              Map.of("AWS_CONFIG_FILE", "in", "AWS_SHARED_CREDENTIALS_FILE", "none"),
              directory,
              directory);
      var copy = Path.of(variables.getOrDefault("AWS_CONFIG_FILE", ""));
      assertThat(Files.readString(copy, StandardCharsets.ISO_8859_1))
          .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}
