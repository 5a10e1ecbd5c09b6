package io.spiffeaws.profile;

import io.spiffeaws.fuzz.FuzzFile;
import io.spiffeaws.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The parsers of this package.
public final class ProfileTargets {
  private static final Path PATH = Path.of("config");
  private static final Predicate<String> SECTION = "profile a"::equals;
  private static final String FILE =
      """
      # c
      [default]
      region = eu-west-1
      [profile a]
      role_arn=x
      s3 =
        endpoint_url = https://a
      ; d
      [services s]
      """;

  private ProfileTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.bytes("shared config", ProfileTargets::file, FILE.getBytes(StandardCharsets.UTF_8)),
        Target.bytes(
            "shared file check",
            ProfileTargets::check,
            FILE.getBytes(StandardCharsets.UTF_8),
            "\r\n[a]\r\nb: c\r\n".getBytes(StandardCharsets.UTF_8)),
        shared(),
        endpoints(),
        Target.text("profile name", ProfileName::new, "a", "team/a@b"));
  }

  private static void check(byte[] content) {
    SharedFileCheck.readableByAll(PATH, content);
    SharedFileCheck.readable(PATH, content);
  }

  /// Both files have the same content.
  private static Target shared() {
    var file = FuzzFile.named("shared");
    var environment =
        Map.of(
            SharedFile.CONFIG.variable(), file.path().toString(),
            SharedFile.CREDENTIALS.variable(), file.path().toString());
    return Target.bytes(
        "shared profiles",
        content -> {
          file.write(content);
          var profiles = SharedProfiles.read(environment, file.directory());
          profiles.profile("default").ifPresent(ProfileTargets::settings);
          profiles.profile("a").ifPresent(ProfileTargets::settings);
          profiles.ssoSession("s").ifPresent(ProfileTargets::settings);
        },
        FILE.getBytes(StandardCharsets.UTF_8),
        "[profile 'a']\nb = c # d\n[sso-session \"s\"]\nsso_region = e\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void settings(ProfileSettings settings) {
    settings.at("region").ifPresent(ProfileValue::place);
    settings.has("s3");
  }

  private static void file(byte[] content) {
    var text = IniText.parse(new String(content, StandardCharsets.ISO_8859_1));
    text.settings(SECTION);
    text.without(SECTION, "role_arn").text();
    text.withoutSections(SECTION).text();
    var named = text.count(SECTION) == 0 ? text.withSection("profile a") : text;
    named.with(SECTION, "region", "x").text();
  }

  private static Target endpoints() {
    var file = FuzzFile.named("config");
    var environment = Map.of(SharedFile.CONFIG.variable(), file.path().toString());
    return Target.bytes(
        "endpoints of a profile",
        content -> {
          file.write(content);
          ProfileEndpoints.read(environment, file.directory(), "a");
        },
        """
        [profile a]
        services = s
        endpoint_url = https://a # c
        region = e
        retry_mode=x
        [services s]
        s3 =
          endpoint_url = https://b
        """
            .getBytes(StandardCharsets.UTF_8));
  }
}
