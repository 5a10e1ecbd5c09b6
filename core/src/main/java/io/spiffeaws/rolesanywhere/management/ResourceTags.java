package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.aws.SdkRestCalls;
import io.spiffeaws.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tags of resources. Thread-safe.
///
/// @param calls of the management API
public record ResourceTags(ManagementCalls calls) {
  /// Returns the tags of a resource by key.
  public Map<String, String> of(String arn, String region) {
    var request =
        new SdkRestCalls.Request(
            "ListTagsForResource",
            "GET",
            "/ListTagsForResource",
            Map.of("resourceArn", arn),
            Optional.empty());
    var tags = new LinkedHashMap<String, String>();
    var answer = calls.call(CallFamily.TAGS, region, request);
    if (answer.get("tags").isPresent()) {
      ManagementCalls.objects(answer, "tags")
          .forEach(tag ->
              tags.put(ManagementCalls.text(tag, "key"), ManagementCalls.text(tag, "value")));
    }
    return tags;
  }

  /// Adds tags to a resource.
  public void add(String arn, String region, Map<String, String> tags) {
    var body = Json.object().with("resourceArn", Json.of(arn)).with("tags", json(tags));
    var request =
        new SdkRestCalls.Request(
            "TagResource", "POST", "/TagResource", Map.of(), Optional.of(body));
    calls.call(CallFamily.TAGS, region, request);
  }

  /// Returns tags as a request contains them.
  public static Json json(Map<String, String> tags) {
    return Json.array(
        new TreeMap<>(tags)
            .entrySet().stream()
                .map(tag ->
                    Json.object()
                        .with("key", Json.of(tag.getKey()))
                        .with("value", Json.of(tag.getValue())))
                .toList());
  }
}
