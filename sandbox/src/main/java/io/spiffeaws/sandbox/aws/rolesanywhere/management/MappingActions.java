package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.AttributeMappings;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The operations on the attribute mappings of profiles.
record MappingActions(Registry registry) {
  private static final String PATH = "/profiles/{id}/mappings";
  private static final Set<String> FIELDS = Set.of("x509Subject", "x509Issuer", "x509SAN");

  List<Operation> operations() {
    return List.of(
        Operation.onOne("PUT", PATH, "PutAttributeMapping", ProfileActions.TYPE, this::put),
        Operation.onOne(
            "DELETE", PATH, "DeleteAttributeMapping", ProfileActions.TYPE, this::delete));
  }

  private Json.Obj put(ManagementCall call) {
    var field = field(call.input().required("certificateField"));
    var specifiers =
        call
            .input()
            .objects("mappingRules")
            .orElseThrow(() -> JsonInput.missing("mappingRules"))
            .stream()
            .map(rule -> specifier(field, rule.required("specifier")))
            .toList();
    var profile = ProfileActions.find(registry, call);
    return stored(call, profile.mappings().with(field, specifiers));
  }

  private Json.Obj delete(ManagementCall call) {
    var field =
        field(
            call.request()
                .parameters()
                .get("certificateField")
                .orElseThrow(() -> JsonInput.missing("certificateField")));
    var specifiers =
        Arrays.stream(call.request().query().split("&", -1))
            .filter(pair -> pair.startsWith("specifiers="))
            .map(pair -> PercentCode.decodeForm(pair.substring("specifiers=".length())))
            .toList();
    var profile = ProfileActions.find(registry, call);
    return stored(call, profile.mappings().without(field, specifiers));
  }

  private Json.Obj stored(ManagementCall call, AttributeMappings mappings) {
    var profile = ProfileActions.find(registry, call);
    var resource = profile.resource();
    var changed = profile.with(mappings).with(resource.enabled(resource.enabled(), call.now()));
    registry.profiles().put(changed);
    return ProfileActions.shown(changed);
  }

  private static String field(String field) {
    if (!FIELDS.contains(field)) {
      throw RestRefusals.invalid("Invalid certificateField: " + field);
    }
    return field;
  }

  /// Checks a specifier.
  ///
  /// @throws AwsError ValidationException if it does not fit the field
  private static String specifier(String field, String specifier) {
    new Validation().length("specifier", specifier, 0, 60).finish();
    boolean fits =
        field.equals("x509SAN")
            ? specifier.matches("DNS|URI|Name/(\\*|[A-Za-z0-9.]+)")
            : specifier.matches("\\*|[A-Za-z0-9.]+");
    if (!fits) {
      throw RestRefusals.invalid("Invalid specifier for %s: %s".formatted(field, specifier));
    }
    return specifier;
  }

  static Json.Arr json(AttributeMappings mappings) {
    return Json.array(
        mappings.specifiers().entrySet().stream()
            .map(field ->
                Json.object()
                    .with("certificateField", Json.of(field.getKey()))
                    .with("mappingRules", rules(field.getValue())))
            .toList());
  }

  private static Json.Arr rules(List<String> specifiers) {
    return Json.array(
        specifiers.stream()
            .map(specifier -> Json.object().with("specifier", Json.of(specifier)))
            .toList());
  }
}
