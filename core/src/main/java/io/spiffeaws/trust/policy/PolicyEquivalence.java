package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.Comparator;
import java.util.TreeMap;

/// Whether two policy documents say the same: a text is a list of one, and neither the order of
/// members nor that of lists matters (IAM User Guide, "Grammar of the IAM JSON policy language").
public final class PolicyEquivalence {
  private PolicyEquivalence() {}

  public static boolean same(Json one, Json other) {
    return canonical(one).equals(canonical(other));
  }

  /// The same value in one order, with each item once, and a list of one as its item.
  public static Json canonical(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var sorted = new TreeMap<String, Json>();
        members.forEach((name, member) -> sorted.put(name, canonical(member)));
        yield new Json.Obj(sorted);
      }
      case Json.Arr(var items) -> {
        var sorted =
            items.stream()
                .map(PolicyEquivalence::canonical)
                .distinct()
                .sorted(Comparator.comparing(JsonText::compact))
                .toList();
        yield sorted.size() == 1 ? sorted.getFirst() : new Json.Arr(sorted);
      }
      default -> value;
    };
  }
}
