package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The parsers of this package.
public final class RolesAnywhereProfileTargets {
  private static final String DETAIL =
      """
      {"profileArn":"arn:aws:rolesanywhere:eu-west-1:123456789012:profile/aaaaaaaa-0000-4000-8000-000000000001",\
      "name":"a","enabled":true,"roleArns":["arn:aws:iam::123456789012:role/a"],"durationSeconds":3600,\
      "acceptRoleSessionName":true,"sessionPolicy":"{}","managedPolicyArns":["arn:aws:iam::aws:policy/ReadOnlyAccess"]}\
      """;

  private RolesAnywhereProfileTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.answer(
            "profile of IAM Roles Anywhere",
            Form.JSON,
            RolesAnywhereProfileTargets::answer,
            DETAIL));
  }

  private static void answer(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (JsonText.parse(text, "answer") instanceof Json.Obj object) {
      SdkRolesAnywhereProfiles.parse(object);
    }
  }
}
