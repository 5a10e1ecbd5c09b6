package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.operator.CredentialSource.Command;
import io.spiffeaws.aws.operator.CredentialSource.Login;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.fuzz.FuzzFile;
import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.SharedProfiles;
import io.spiffeaws.sts.RoleArn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parsers of this package.
public final class OperatorTargets {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String ARN = "arn:aws:iam::123456789012:role/p/a";
  private static final String SESSION = "arn:aws:sts::123456789012:assumed-role/a/b";

  /// The length of the header of PKCS #8 before the key of the samples.
  private static final int PKCS8_HEADER = 29;

  private static final String OWN_KEYS =
      """
      aws_access_key_id = i
      aws_secret_access_key = s
      """;
  private static final String ROLE = "role_arn = " + ARN;
  private static final String SSO = "sso_account_id = 123456789012\nsso_role_name = r\n";
  private static final List<String> PROFILES =
      List.of(
          ROLE + "\nsource_profile = b\nduration_seconds = 900\nmfa_serial = m\n",
          ROLE + " # c\ncredential_source = Environment\nexternal_id = e\n",
          ROLE + "\nweb_identity_token_file = ~/t\nrole_session_name = s\n",
          ROLE + "\nsource_profile = a\n" + OWN_KEYS,
          "sso_session = s\n" + SSO,
          "sso_start_url = https://a.b/c\nsso_region = eu-west-1\n" + SSO,
          "login_session = " + SESSION + "\nregion = eu-west-1\n",
          "credential_process = cat keys\n",
          OWN_KEYS + "aws_session_token = t\n");
  private static final String OTHER_SECTIONS =
      """
      [profile b]
      aws_access_key_id = i
      aws_secret_access_key = s
      [sso-session s]
      sso_start_url = https://a.b/c
      sso_region = eu-west-1
      """;
  private static final String KEYS =
      """
      "accessKeyId":"i","secretAccessKey":"s","sessionToken":"t","expiresAt":"2027-01-01T00:00:00Z"\
      """;
  private static final String CACHED_ROLE =
      """
      {"ProviderType":"assume-role","Credentials":{"AccessKeyId":"i","SecretAccessKey":"s",\
      "SessionToken":"t","Expiration":"2027-01-01T00:00:00UTC"}}\
      """;

  /// SHA-1 of `{"RoleArn": "ARN"}`.
  private static final String CACHED_ROLE_NAME = "a72c3c22edb3c280d23aae858d60039c6cb7c318.json";

  /// SHA-256 of the login session.
  private static final String CACHED_LOGIN_NAME =
      "255ae6a9e8200c14bea642600b70767c8e1862b2223e31ea92cd2f0fcefd5c0c.json";

  private static final AwsSettings SETTINGS =
      new AwsSettings(
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          false,
          Duration.ofSeconds(1));

  private OperatorTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("key in PEM", OperatorTargets::key, pem("", pkcs8()), pem("EC ", sec1())),
        profile(),
        process(),
        Target.answer(
            "role credentials of SSO",
            Target.Form.JSON,
            bytes -> SsoSessions.keys(new JsonCall.Answer(200, object(bytes), "")),
            "{\"roleCredentials\":{"
                + KEYS.replaceFirst(",\"expiresAt.*", "")
                + ",\"expiration\":1798761600000}}"),
        renewedLogin(),
        cachedToken(),
        cachedRole(),
        cachedLogin());
  }

  private static Target profile() {
    var config = FuzzFile.named("config");
    var environment = Map.of("AWS_CONFIG_FILE", config.path().toString());
    return Target.bytes(
        "profile",
        bytes -> {
          config.write(bytes);
          var profiles = SharedProfiles.read(environment, config.directory());
          new ProfileReader(profiles, config.directory(), "/home/a").read("a");
        },
        PROFILES.stream()
            .map(profile -> "[profile a]\n" + profile + OTHER_SECTIONS)
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
  }

  private static Target cachedToken() {
    var file = FuzzFile.named("token.json");
    return Target.json(
        "cached token",
        text -> {
          file.write(text.getBytes(StandardCharsets.UTF_8));
          var token = accepted(new TokenCacheFile(file.path()).read());
          accepted(TokenCacheFile.time(token, "expiresAt"));
        },
        "{\"accessToken\":\"t\",\"expiresAt\":\"2026-01-01T00:00:00Z\",\"region\":\"eu-west-1\"}",
        "{\"accessToken\":\"t\",\"expiresAt\":\"2026-01-01T00:00:00UTC\"}");
  }

  private static Target cachedRole() {
    var role =
        new ProfileRole(
            "a",
            RoleArn.parse(ARN),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var file = FuzzFile.named(CACHED_ROLE_NAME);
    var cache = new AssumedRoleCache(file.directory(), CLOCK);
    return Target.json(
        "cached role session",
        text -> {
          file.write(text.getBytes(StandardCharsets.UTF_8));
          accepted(cache.find(role));
        },
        CACHED_ROLE);
  }

  /// A token that cannot be renewed, so that no service is called.
  private static Target cachedLogin() {
    var file = FuzzFile.named(CACHED_LOGIN_NAME);
    var login = new Login("a", SESSION, Optional.empty());
    return Target.answer(
        "cached login",
        Target.Form.JSON,
        bytes -> {
          file.write(bytes);
          new LoginSessions(file.directory(), new SignInService(SETTINGS, CallLog.NONE), CLOCK)
              .credentials(login, Optional.empty());
        },
        "{\"accessToken\":{" + KEYS + "},\"clientId\":\"c\"}");
  }

  private static void key(String text) {
    accepted(P256KeyPem.parse(text)).toPublicJWK();
  }

  private static <T> T accepted(Optional<T> value) {
    return value.orElseThrow(
        () -> ProblemException.malformed("not-accepted", "it is not read", ""));
  }

  private static byte[] pkcs8() {
    return FuzzSamples.bytes("svid-key.der");
  }

  private static byte[] sec1() {
    var key = pkcs8();
    return Arrays.copyOfRange(key, PKCS8_HEADER, key.length);
  }

  private static String pem(String kind, byte[] der) {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$sPRIVATE KEY-----\n%2$s\n-----END %1$sPRIVATE KEY-----\n"
        .formatted(kind, base64);
  }

  private static Target process() {
    var process = new CredentialProcess(Map.of(), Path.of("/"), CLOCK);
    return Target.json(
        "output of a process",
        text -> process.keys(new Command("a", "cat keys", "config, line 1"), text),
        "{\"Version\":1,\"AccessKeyId\":\"i\",\"SecretAccessKey\":\"s\",\"SessionToken\":\"t\","
            + "\"Expiration\":\"2027-01-01T00:00:00+01:00\"}");
  }

  private static Target renewedLogin() {
    var sessions =
        new LoginSessions(Path.of("/"), new SignInService(SETTINGS, CallLog.NONE), CLOCK);
    var cached = Json.object().with("accessToken", Json.object());
    return Target.answer(
        "renewed login",
        Target.Form.JSON,
        bytes -> accepted(LoginSessions.keys(sessions.merged(cached, object(bytes)))),
        "{\"accessToken\":{" + KEYS + "},\"expiresIn\":900,\"refreshToken\":\"r\"}");
  }

  private static Json.Obj object(byte[] body) {
    return JsonText.parse(new String(body, StandardCharsets.UTF_8), "answer")
            instanceof Json.Obj object
        ? object
        : Json.object();
  }
}
