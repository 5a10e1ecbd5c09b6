package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.TrustAnchor;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.util.List;
import java.util.Optional;

/// The operations on trust anchors.
record AnchorActions(Registry registry) {
  static final String TYPE = "trust-anchor";
  private static final int QUOTA = 50;

  List<Operation> operations() {
    return List.of(
        Operation.onAll("POST", "/trustanchors", "CreateTrustAnchor", 201, this::create),
        Operation.onAll("GET", "/trustanchors", "ListTrustAnchors", 200, this::list),
        onOne("GET", "", "GetTrustAnchor", call -> shown(find(registry, call))),
        onOne("PATCH", "", "UpdateTrustAnchor", this::update),
        onOne("DELETE", "", "DeleteTrustAnchor", this::delete),
        onOne("POST", "/enable", "EnableTrustAnchor", call -> enable(call, true)),
        onOne("POST", "/disable", "DisableTrustAnchor", call -> enable(call, false)));
  }

  private static Operation onOne(String method, String end, String name, Operation.Action action) {
    return Operation.onOne(method, "/trustanchor/{id}" + end, name, TYPE, action);
  }

  private Json.Obj create(ManagementCall call) {
    var resource = call.create(TYPE);
    var bundle = source(call.input()).orElseThrow(() -> JsonInput.missing("source"));
    var tags = TagInput.read(call.input());
    var notifications = NotificationInput.read(call.input(), call.account());
    if (registry.anchors().list(call.region()).size() >= QUOTA) {
      throw RestRefusals.invalid("Trust anchor limit exceeded");
    }
    var anchor = new TrustAnchor(resource, bundle.pem(), bundle.certificates(), notifications);
    registry.anchors().put(anchor);
    registry.tag(resource.arn(), tags);
    return shown(anchor);
  }

  private static Optional<CaBundle> source(JsonInput input) {
    return input.object("source").map(CaBundle::read);
  }

  private Json.Obj list(ManagementCall call) {
    var all = registry.anchors().list(call.region()).stream().map(AnchorActions::json).toList();
    return Pages.of(call, "trustAnchors", all);
  }

  private Json.Obj update(ManagementCall call) {
    var anchor = find(registry, call);
    var name = Names.optional(call.input()).orElse(anchor.resource().name());
    var bundle =
        source(call.input()).orElseGet(() -> new CaBundle(anchor.pem(), anchor.certificates()));
    return stored(
        new TrustAnchor(
            anchor.resource().named(name, call.now()),
            bundle.pem(),
            bundle.certificates(),
            anchor.notifications()));
  }

  private Json.Obj delete(ManagementCall call) {
    var anchor = find(registry, call);
    registry.anchors().remove(anchor.resource().arn());
    registry.untag(anchor.resource().arn());
    return shown(anchor);
  }

  private Json.Obj enable(ManagementCall call, boolean enabled) {
    var anchor = find(registry, call);
    return stored(anchor.with(anchor.resource().enabled(enabled, call.now())));
  }

  private Json.Obj stored(TrustAnchor anchor) {
    registry.anchors().put(anchor);
    return shown(anchor);
  }

  /// Returns the trust anchor in the path.
  ///
  /// @throws AwsError ResourceNotFoundException if it does not exist
  static TrustAnchor find(Registry registry, ManagementCall call) {
    return registry.anchors().find(call.arn(TYPE)).orElseThrow(AnchorActions::notFound);
  }

  static AwsError notFound() {
    return RestRefusals.notFound("Trust anchor not found");
  }

  static Json.Obj shown(TrustAnchor anchor) {
    return Json.object().with("trustAnchor", json(anchor));
  }

  private static Json.Obj json(TrustAnchor anchor) {
    var source =
        Json.object()
            .with("sourceType", Json.of("CERTIFICATE_BUNDLE"))
            .with("sourceData", Json.object().with("x509CertificateData", Json.of(anchor.pem())));
    return ResourceJson.of(anchor.resource(), "trustAnchor")
        .with("source", source)
        .with("notificationSettings", Json.array(anchor.notifications()));
  }
}
