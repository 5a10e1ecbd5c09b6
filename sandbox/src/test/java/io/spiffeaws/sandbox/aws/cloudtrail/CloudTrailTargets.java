package io.spiffeaws.sandbox.aws.cloudtrail;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import java.util.List;

/// The parsers of this package.
public final class CloudTrailTargets {
  private CloudTrailTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.json(
            "lookup of events",
            text -> {
              if (JsonText.parse(text, "request") instanceof Json.Obj request) {
                EventLookup.read(request).run(List.of());
              }
            },
            "{\"LookupAttributes\":[{\"AttributeKey\":\"EventName\",\"AttributeValue\":\"a\"}],"
                + "\"StartTime\":1795453889.5,\"EndTime\":1,\"MaxResults\":5,\"NextToken\":\"7\"}"));
  }
}
