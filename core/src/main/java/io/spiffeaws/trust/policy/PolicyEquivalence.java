package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.Comparator;
import java.util.TreeMap;

/// Compares the meaning of two policy documents. A string equals a list of one, and the order of
/// members and list items does not matter (IAM User Guide, "Grammar of the IAM JSON policy
/// language").
public final class PolicyEquivalence {
  private PolicyEquivalence() {}

  public static boolean same(Json one, Json other) {
    return canonical(one).equals(canonical(other));
  }

  /// Returns the value in canonical form: sorted, each item once, and a list of one as its item.
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
