package io.spiffeaws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.exec.ChildEnvironment;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFormsTest {
  private static final SessionCredentials CREDENTIALS =
      new SessionCredentials(
          "ASIAEXAMPLE",
          Secret.of("sec/ret+=="),
          Secret.of("tok en'$(id)`x`"),
          Instant.parse("2026-11-23T13:00:00.123456Z"),
          "arn:aws:sts::123456789012:assumed-role/r/s",
          "123456789012");

  @Test
  void credentialProcessPrintsTheDocumentThatSdksRead() {
    assertThat(JsonText.compact(CredentialProcess.document(CREDENTIALS)))
        .isEqualTo(
            """
            {"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"sec/ret+==","SessionToken":"tok en'$(id)`x`","Expiration":"2026-11-23T13:00:00Z","AccountId":"123456789012"}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "it's",
        "'",
        "''\\''",
        "$(id) `id` $HOME ${x}",
        "a\nb\n",
        "\\ \\\\ \"q\" ! # ~ *?[a] ; & | < > ( ) { }",
        "tab\tand é and \u20ac",
        "-n",
        "%s"
      })
  void shReadsEveryValueAndExecutesNone(String value) throws Exception {
    var script = VariableText.set(Shell.sh, Map.of("V", value), List.of("W")) + "printf %s \"$V\"";
    var shell = new ProcessBuilder("sh", "-eu").redirectErrorStream(true).start();
    shell.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().close();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(value);
    assertThat(shell.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "fish, it's \\n, set -gx V 'it\\'s \\\\n'",
        "fish, $(id), set -gx V '$(id)'",
        "powershell, it's $x, $Env:V = 'it''s $x'",
        "powershell, a\u2019b, $Env:V = 'a\u2019\u2019b'",
        "dotenv, ab/c+=, V=ab/c+=",
        "dotenv, a b$c, V='a b$c'",
        "dotenv, it's $x, V=\"it's \\$x\"",
        "github, a b$c, V=a b$c"
      })
  void quotesValuesForOtherShells(Shell shell, String value, String expected) {
    assertThat(VariableText.set(shell, Map.of("V", value), List.of()))
        .isEqualTo(expected.replace("\"\"", "\"") + "\n");
  }

  @Test
  void githubMultiLineValueHasAUniqueEndMarker() {
    assertThat(VariableText.set(Shell.github, Map.of("V", "END\nX=1"), List.of()))
        .isEqualTo("V<<END_\nEND\nX=1\nEND_\n");
    assertThat(VariableText.mask("a%b\nc")).isEqualTo("::add-mask::a%25b%0Ac\n");
  }

  @Test
  void childGetsTheseCredentialsAndNoneOfItsParent() {
    var parent = new HashMap<String, String>();
    CredentialVariables.CONFLICTING.forEach(name -> parent.put(name, "parent's"));
    parent.put("AWS_BEARER_TOKEN_BEDROCK", "parent's");
    CredentialVariables.of(CREDENTIALS, Optional.of("x")).forEach((n, _) -> parent.put(n, "old"));
    parent.put("PATH", "/bin");
    parent.put("AWS_ENDPOINT_URL", "https://example.org");
    assertThat(ChildEnvironment.of(parent, CREDENTIALS, Optional.of("eu-west-1")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PATH", "/bin",
                "AWS_ENDPOINT_URL", "https://example.org",
                "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "sec/ret+==",
                "AWS_SESSION_TOKEN", "tok en'$(id)`x`",
                "AWS_CREDENTIAL_EXPIRATION", "2026-11-23T13:00:00Z",
                "AWS_ACCOUNT_ID", "123456789012",
                "AWS_REGION", "eu-west-1",
                "AWS_DEFAULT_REGION", "eu-west-1"));
  }

  @Test
  void credentialsDoNotPrintSecrets() {
    assertThat(CREDENTIALS.toString()).doesNotContain("sec/ret").doesNotContain("tok en");
  }
}
