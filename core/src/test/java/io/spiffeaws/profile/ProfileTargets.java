package io.spiffeaws.profile;

import io.spiffeaws.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/// The parsers of this package.
public final class ProfileTargets {
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
        Target.text("profile name", ProfileName::new, "a", "team/a@b"));
  }

  private static void file(byte[] content) {
    var text = IniText.parse(new String(content, StandardCharsets.ISO_8859_1));
    text.settings(SECTION);
    text.without(SECTION, "role_arn").text();
    text.withoutSections(SECTION).text();
    var named = text.count(SECTION) == 0 ? text.withSection("profile a") : text;
    named.with(SECTION, "region", "x").text();
  }
}
