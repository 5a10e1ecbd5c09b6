package io.spiffeaws.sandbox.aws.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One statement.
///
/// @param principals by type; empty in identity policies
/// @param inverted whether the principals are those that it does not apply to
/// @param variables whether `${...}` is replaced
record Statement(
    boolean allow,
    Choice actions,
    Optional<Choice> resources,
    Map<String, List<String>> principals,
    boolean inverted,
    List<Condition> conditions,
    boolean variables) {

  /// A list of patterns.
  ///
  /// @param inverted whether it means everything except the list
  record Choice(List<String> patterns, boolean inverted) {
    Choice {
      patterns = List.copyOf(patterns);
    }
  }

  Statement {
    conditions = List.copyOf(conditions);
    principals = Map.copyOf(principals);
  }

  boolean applies(AccessRequest request) {
    return covers(actions, request.action())
        && resources.map(choice -> coversResource(choice, request)).orElse(true)
        && (principals.isEmpty() || coversPrincipal(request.principals()) != inverted)
        && conditions.stream().allMatch(condition -> condition.holds(request.context(), variables));
  }

  /// Returns whether it allows something to everyone. A statement with conditions does not count.
  boolean isPublic() {
    return allow
        && conditions.isEmpty()
        && (principals.isEmpty() || principals.getOrDefault("AWS", List.of()).contains("*"));
  }

  private static boolean covers(Choice choice, String action) {
    return choice.patterns().stream()
            .anyMatch(pattern -> Patterns.matchesIgnoringCase(pattern, action))
        != choice.inverted();
  }

  private boolean coversResource(Choice choice, AccessRequest request) {
    return choice.patterns().stream()
            .map(pattern -> variables ? PolicyVariables.fill(pattern, request.context()) : pattern)
            .anyMatch(pattern -> Patterns.matches(pattern, request.resource()))
        != choice.inverted();
  }

  private boolean coversPrincipal(Map<String, Set<String>> callers) {
    return callers.entrySet().stream()
        .anyMatch(caller ->
            principals.getOrDefault(caller.getKey(), List.of()).stream()
                .anyMatch(named -> named.equals("*") || caller.getValue().contains(named)));
  }
}
