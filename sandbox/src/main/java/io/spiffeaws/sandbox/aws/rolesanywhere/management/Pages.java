package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.util.List;

/// Pages of lists. The token is the number of items on the earlier pages.
final class Pages {
  private static final int LARGEST = 100;

  private Pages() {}

  /// Returns a page.
  ///
  /// @param member name of the list in the answer
  /// @throws AwsError ValidationException if the token or the page size is invalid
  static Json.Obj of(ManagementCall call, String member, List<? extends Json> all) {
    var query = call.request().parameters();
    int size = query.get("pageSize").map(text -> number(text, "pageSize")).orElse(LARGEST);
    int from = query.get("nextToken").map(text -> number(text, "nextToken")).orElse(0);
    if (size < 1 || from > all.size()) {
      throw invalid(size < 1 ? "pageSize" : "nextToken");
    }
    int until = Math.min(all.size(), from + Math.min(size, LARGEST));
    var page = Json.object().with(member, Json.array(all.subList(from, until)));
    return until < all.size() ? page.with("nextToken", Json.of(Integer.toString(until))) : page;
  }

  private static int number(String text, String member) {
    if (!text.matches("\\d{1,6}")) {
      throw invalid(member);
    }
    return Integer.parseInt(text);
  }

  private static AwsError invalid(String member) {
    return RestRefusals.invalid("Invalid " + member);
  }
}
