package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.AttributeMappings;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Profile;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.util.List;

/// The operations on profiles.
record ProfileActions(Registry registry, RolePassing roles) {
  static final String TYPE = "profile";
  private static final int QUOTA = 250;

  List<Operation> operations() {
    return List.of(
        Operation.onAll("POST", "/profiles", "CreateProfile", 201, this::create),
        Operation.onAll("GET", "/profiles", "ListProfiles", 200, this::list),
        onOne("GET", "", "GetProfile", call -> shown(find(registry, call))),
        onOne("PATCH", "", "UpdateProfile", this::update),
        onOne("DELETE", "", "DeleteProfile", this::delete),
        onOne("POST", "/enable", "EnableProfile", call -> enable(call, true)),
        onOne("POST", "/disable", "DisableProfile", call -> enable(call, false)));
  }

  private static Operation onOne(String method, String end, String name, Operation.Action action) {
    return Operation.onOne(method, "/profile/{id}" + end, name, TYPE, action);
  }

  private Json.Obj create(ManagementCall call) {
    var resource = call.create(TYPE);
    var settings = ProfileInput.read(call.input());
    var tags = TagInput.read(call.input());
    roles.check(call, settings.roleArns());
    if (registry.profiles().list(call.region()).size() >= QUOTA) {
      throw RestRefusals.invalid("Profile limit exceeded");
    }
    registry.tag(resource.arn(), tags);
    return stored(new Profile(resource, call.caller().arn(), settings, AttributeMappings.DEFAULT));
  }

  private Json.Obj list(ManagementCall call) {
    var all = registry.profiles().list(call.region()).stream().map(ProfileActions::json).toList();
    return Pages.of(call, "profiles", all);
  }

  private Json.Obj update(ManagementCall call) {
    var profile = find(registry, call);
    var name = Names.optional(call.input()).orElse(profile.resource().name());
    var settings = ProfileInput.changed(profile.settings(), call.input());
    call.input().texts("roleArns").ifPresent(arns -> roles.check(call, arns));
    return stored(profile.with(settings).with(profile.resource().named(name, call.now())));
  }

  private Json.Obj delete(ManagementCall call) {
    var profile = find(registry, call);
    registry.profiles().remove(profile.resource().arn());
    registry.untag(profile.resource().arn());
    return shown(profile);
  }

  private Json.Obj enable(ManagementCall call, boolean enabled) {
    var profile = find(registry, call);
    return stored(profile.with(profile.resource().enabled(enabled, call.now())));
  }

  private Json.Obj stored(Profile profile) {
    registry.profiles().put(profile);
    return shown(profile);
  }

  /// Returns the profile in the path.
  ///
  /// @throws AwsError ResourceNotFoundException if it does not exist
  static Profile find(Registry registry, ManagementCall call) {
    return registry
        .profiles()
        .find(call.arn(TYPE))
        .orElseThrow(() -> RestRefusals.notFound("Profile not found"));
  }

  static Json.Obj shown(Profile profile) {
    return Json.object().with("profile", json(profile));
  }

  private static Json.Obj json(Profile profile) {
    var settings = profile.settings();
    var json =
        ResourceJson.of(profile.resource(), "profile")
            .with("createdBy", Json.of(profile.createdBy()))
            .with("roleArns", Json.strings(settings.roleArns()))
            .with("managedPolicyArns", Json.strings(settings.managedPolicyArns()))
            .with("durationSeconds", Json.of(settings.durationSeconds()))
            .with("acceptRoleSessionName", Json.of(settings.acceptRoleSessionName()))
            .with("requireInstanceProperties", Json.of(settings.requireInstanceProperties()))
            .with("attributeMappings", MappingActions.json(profile.mappings()));
    return settings
        .sessionPolicy()
        .map(policy -> json.with("sessionPolicy", Json.of(policy)))
        .orElse(json);
  }
}
