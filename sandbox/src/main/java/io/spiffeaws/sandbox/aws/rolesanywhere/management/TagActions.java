package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.util.LinkedHashMap;
import java.util.List;

/// The operations on tags.
record TagActions(Registry registry) {
  List<Operation> operations() {
    return List.of(
        Operation.onAll("POST", "/TagResource", "TagResource", 201, this::tag),
        Operation.onAll("POST", "/UntagResource", "UntagResource", 200, this::untag),
        Operation.onAll("GET", "/ListTagsForResource", "ListTagsForResource", 200, this::list));
  }

  /// Returns the ARN in a request for tags, or `*` if there is none.
  static String resource(ManagementCall call) {
    return call.request()
        .parameters()
        .get("resourceArn")
        .or(() -> call.input().text("resourceArn"))
        .orElse("*");
  }

  private Json.Obj tag(ManagementCall call) {
    var arn = existing(call);
    var tags = new LinkedHashMap<>(registry.tags(arn));
    tags.putAll(TagInput.read(call.input()));
    TagInput.checkCount(tags);
    registry.tag(arn, tags);
    return Json.object();
  }

  private Json.Obj untag(ManagementCall call) {
    var arn = existing(call);
    var tags = new LinkedHashMap<>(registry.tags(arn));
    call.input()
        .texts("tagKeys")
        .orElseThrow(() -> JsonInput.missing("tagKeys"))
        .forEach(tags::remove);
    registry.tag(arn, tags);
    return Json.object();
  }

  private Json.Obj list(ManagementCall call) {
    var tags =
        registry.tags(existing(call)).entrySet().stream()
            .map(tag ->
                Json.object()
                    .with("key", Json.of(tag.getKey()))
                    .with("value", Json.of(tag.getValue())))
            .toList();
    return Json.object().with("tags", Json.array(tags));
  }

  /// Returns the ARN in the request.
  ///
  /// @throws AwsError ResourceNotFoundException if there is no such resource
  private String existing(ManagementCall call) {
    var arn = resource(call);
    boolean exists =
        registry.anchors().find(arn).isPresent()
            || registry.profiles().find(arn).isPresent()
            || registry.crls().find(arn).isPresent()
            || registry.subjects().find(arn).isPresent();
    if (!exists) {
      throw RestRefusals.notFound("Resource not found");
    }
    return arn;
  }
}
