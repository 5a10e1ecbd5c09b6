package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.policy.LineDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the changes of a new plan differ from those of a saved one, by resource: `- ` for the saved
/// plan, `+ ` for the new one.
final class PlanDifference {
  private PlanDifference() {}

  /// Compares the changes of two plans.
  ///
  /// @param saved an array of changes, or anything, since the file may have been edited
  static List<String> ofChanges(Json saved, Json created) {
    var before = byResource(saved);
    var after = byResource(created);
    if (before.isEmpty() || after.isEmpty()) {
      return ofTexts(saved, created);
    }
    var lines = new ArrayList<String>();
    var resources = new LinkedHashSet<>(before.get().keySet());
    resources.addAll(after.get().keySet());
    for (var resource : resources) {
      lines.addAll(
          ofResource(
              resource,
              Optional.ofNullable(before.get().get(resource)),
              Optional.ofNullable(after.get().get(resource))));
    }
    return lines.isEmpty() && !saved.equals(created) ? ofTexts(saved, created) : lines;
  }

  /// Compares two documents line by line.
  static List<String> ofTexts(Json saved, Json created) {
    return LineDiff.of(JsonText.pretty(saved), JsonText.pretty(created)).lines().toList();
  }

  private static List<String> ofResource(
      String resource, Optional<Json.Obj> saved, Optional<Json.Obj> created) {
    if (saved.equals(created)) {
      return List.of();
    }
    var was = saved.map(PlanDifference::action);
    var is = created.map(PlanDifference::action);
    if (was.equals(is)) {
      return Stream.concat(
              Stream.of("  " + is.orElse("") + "  " + resource), details(saved, created))
          .toList();
    }
    return Stream.concat(
            was.map(action -> "- " + action + "  " + resource).stream(),
            is.map(action -> "+ " + action + "  " + resource).stream())
        .toList();
  }

  private static Stream<String> details(Optional<Json.Obj> saved, Optional<Json.Obj> created) {
    return LineDiff.of(detail(saved), detail(created)).lines().map(line -> "  " + line);
  }

  private static String detail(Optional<Json.Obj> change) {
    return change.flatMap(it -> it.text("detail")).orElse("");
  }

  private static String action(Json.Obj change) {
    var word = change.text("action").orElse("");
    return Arrays.stream(Change.Action.values())
        .filter(action -> action.word().equals(word))
        .findFirst()
        .map(Change.Action::planned)
        .orElse(word);
  }

  /// The changes by kind and name; empty if these are no changes, or one resource has several.
  private static Optional<Map<String, Json.Obj>> byResource(Json changes) {
    if (!(changes instanceof Json.Arr array)) {
      return Optional.empty();
    }
    var byResource = new LinkedHashMap<String, Json.Obj>();
    for (var item : array.items()) {
      if (!(item instanceof Json.Obj change) || byResource.put(resource(change), change) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(byResource);
  }

  private static String resource(Json.Obj change) {
    return Stream.of("kind", "name")
        .flatMap(key -> change.text(key).stream())
        .collect(Collectors.joining("  "));
  }
}
