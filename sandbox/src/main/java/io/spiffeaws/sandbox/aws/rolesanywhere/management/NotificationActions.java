package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Resource;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.TrustAnchor;
import java.util.ArrayList;
import java.util.List;

/// The operations on the notification settings of trust anchors. Nothing is ever notified.
record NotificationActions(Registry registry) {
  List<Operation> operations() {
    return List.of(
        Operation.onAll(
            "PATCH", "/put-notifications-settings", "PutNotificationSettings", 200, this::put),
        Operation.onAll(
            "PATCH",
            "/reset-notifications-settings",
            "ResetNotificationSettings",
            200,
            this::reset));
  }

  private Json.Obj put(ManagementCall call) {
    var anchor = find(call);
    var settings = NotificationInput.merged(anchor.notifications(), call.input(), call.account());
    return stored(call, anchor, settings);
  }

  private Json.Obj reset(ManagementCall call) {
    var anchor = find(call);
    var settings = new ArrayList<>(anchor.notifications());
    for (var key : call.input().objects("notificationSettingKeys").orElse(List.of())) {
      var event = NotificationInput.event(key);
      settings.set(NotificationInput.EVENTS.indexOf(event), NotificationInput.initial(event));
    }
    return stored(call, anchor, settings);
  }

  private Json.Obj stored(ManagementCall call, TrustAnchor anchor, List<Json.Obj> settings) {
    var resource = anchor.resource();
    var changed =
        anchor.withNotifications(settings).with(resource.enabled(resource.enabled(), call.now()));
    registry.anchors().put(changed);
    return AnchorActions.shown(changed);
  }

  private TrustAnchor find(ManagementCall call) {
    var id = call.input().required("trustAnchorId");
    return registry
        .anchors()
        .find(Resource.arn(AnchorActions.TYPE, call.account(), call.region(), id))
        .orElseThrow(AnchorActions::notFound);
  }
}
