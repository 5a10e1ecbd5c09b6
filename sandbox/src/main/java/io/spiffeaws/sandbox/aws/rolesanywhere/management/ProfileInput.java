package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.policy.MalformedPolicy;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Profile;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The settings of a profile in requests.
final class ProfileInput {
  private static final Pattern ROLE = Pattern.compile("arn:aws(-[^:]+)?:iam(:.*){2}(:role.*)");
  private static final Profile.Settings INITIAL =
      new Profile.Settings(List.of(), Optional.empty(), List.of(), 3600, false, false);

  private ProfileInput() {}

  /// Returns the settings of a new profile.
  ///
  /// @throws AwsError ValidationException if one is missing or invalid
  static Profile.Settings read(JsonInput input) {
    if (input.texts("roleArns").isEmpty()) {
      throw JsonInput.missing("roleArns");
    }
    return changed(INITIAL, input);
  }

  /// Returns settings, changed by those in the request.
  ///
  /// @throws AwsError ValidationException if one is invalid
  static Profile.Settings changed(Profile.Settings current, JsonInput input) {
    var changed =
        new Profile.Settings(
            input.texts("roleArns").orElse(current.roleArns()),
            input.text("sessionPolicy").or(current::sessionPolicy),
            input.texts("managedPolicyArns").orElse(current.managedPolicyArns()),
            input.number("durationSeconds").orElse(current.durationSeconds()),
            input.flag("acceptRoleSessionName").orElse(current.acceptRoleSessionName()),
            input.flag("requireInstanceProperties").orElse(current.requireInstanceProperties()));
    check(changed);
    return changed;
  }

  private static void check(Profile.Settings settings) {
    var validation =
        new Validation()
            .members("roleArns", settings.roleArns(), 250)
            .members("managedPolicyArns", settings.managedPolicyArns(), 50)
            .range("durationSeconds", settings.durationSeconds(), 900, 43_200);
    for (var arn : settings.roleArns()) {
      validation.length("roleArns", arn, 1, 1011).pattern("roleArns", arn, ROLE);
    }
    for (var arn : settings.managedPolicyArns()) {
      validation.length("managedPolicyArns", arn, 1, 200);
    }
    validation.finish();
    try {
      settings.sessionPolicy().ifPresent(PolicyDocument::permissions);
    } catch (MalformedPolicy e) {
      throw RestRefusals.invalid("Malformed session policy: " + e.message());
    }
  }
}
