package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.Optional;
import java.util.regex.Pattern;

/// The parameters of CreateSession. The ARNs can be in the query string or in the body.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
///
/// @param seconds the requested duration
/// @param name the requested session name
/// @param instanceProperties empty if there are none
record SessionParameters(
    String trustAnchorArn,
    String profileArn,
    String roleArn,
    Optional<Integer> seconds,
    Optional<String> name,
    Optional<JsonInput> instanceProperties) {
  private static final Pattern ANCHOR =
      Pattern.compile("arn:aws(-[^:]+)?:rolesanywhere(:.*){2}(:trust-anchor.*)");
  private static final Pattern PROFILE =
      Pattern.compile("arn:aws(-[^:]+)?:rolesanywhere(:.*){2}(:profile.*)");
  private static final Pattern ROLE = Pattern.compile("arn:aws(-[^:]+)?:iam(:.*){2}(:role.*)");
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]*");

  /// Reads the parameters.
  ///
  /// @throws AwsError if one is missing or invalid
  static SessionParameters read(Parameters query, JsonInput body) {
    var anchor = arn(query, body, "trustAnchorArn");
    var profile = arn(query, body, "profileArn");
    var role = arn(query, body, "roleArn");
    var seconds = body.number("durationSeconds");
    var name = body.text("roleSessionName");
    var validation =
        new Validation()
            .length("trustAnchorArn", anchor, 1, 1011)
            .pattern("trustAnchorArn", anchor, ANCHOR)
            .length("profileArn", profile, 1, 1011)
            .pattern("profileArn", profile, PROFILE)
            .length("roleArn", role, 1, 1011)
            .pattern("roleArn", role, ROLE);
    seconds.ifPresent(value -> validation.range("durationSeconds", value, 900, 43_200));
    name.ifPresent(value ->
        validation.length("roleSessionName", value, 2, 64).pattern("roleSessionName", value, NAME));
    validation.finish();
    return new SessionParameters(
        anchor, profile, role, seconds, name, body.object("instanceProperties"));
  }

  private static String arn(Parameters query, JsonInput body, String name) {
    return query.get(name).or(() -> body.text(name)).orElseThrow(() -> JsonInput.missing(name));
  }
}
