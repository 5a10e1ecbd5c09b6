package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.ArrayList;
import java.util.List;

/// Notification settings of a trust anchor in requests.
final class NotificationInput {
  /// The events, each with one setting.
  static final List<String> EVENTS =
      List.of("CA_CERTIFICATE_EXPIRY", "END_ENTITY_CERTIFICATE_EXPIRY");

  private static final int DEFAULT_THRESHOLD = 45;

  private NotificationInput() {}

  /// Returns the settings of a new trust anchor: those in the request, and the defaults.
  ///
  /// @param account the account that configures them
  /// @throws AwsError ValidationException if one is invalid
  static List<Json.Obj> read(JsonInput input, String account) {
    return merged(EVENTS.stream().map(NotificationInput::initial).toList(), input, account);
  }

  /// Returns settings, changed by those in the request.
  ///
  /// @param account the account that configures them
  /// @throws AwsError ValidationException if one is invalid
  static List<Json.Obj> merged(List<Json.Obj> current, JsonInput input, String account) {
    var merged = new ArrayList<>(current);
    for (var setting : input.objects("notificationSettings").orElse(List.of())) {
      var event = event(setting);
      var enabled =
          setting
              .flag("enabled")
              .orElseThrow(() -> JsonInput.missing("notificationSettings.enabled"));
      int threshold = setting.number("threshold").orElse(DEFAULT_THRESHOLD);
      new Validation().range("threshold", threshold, 1, 360).finish();
      merged.set(EVENTS.indexOf(event), json(event, enabled, threshold, account));
    }
    return merged;
  }

  /// Returns the event of a setting or of its key.
  ///
  /// @throws AwsError ValidationException if there is no such event or channel
  static String event(JsonInput setting) {
    var event = setting.required("event");
    if (!EVENTS.contains(event) || !setting.text("channel").map("ALL"::equals).orElse(true)) {
      throw RestRefusals.invalid("Invalid notification setting: " + event);
    }
    return event;
  }

  /// Returns the default setting of an event.
  static Json.Obj initial(String event) {
    return json(event, true, DEFAULT_THRESHOLD, "rolesanywhere.amazonaws.com");
  }

  private static Json.Obj json(String event, boolean enabled, int threshold, String configuredBy) {
    return Json.object()
        .with("event", Json.of(event))
        .with("enabled", Json.of(enabled))
        .with("threshold", Json.of(threshold))
        .with("channel", Json.of("ALL"))
        .with("configuredBy", Json.of(configuredBy));
  }
}
