package io.spiffeaws.render.check;

import java.util.List;
import java.util.regex.Pattern;

/// A member of a file, with the names that lead to it; items of a list have the name `[]`.
///
/// @param path from the outermost name
/// @param line from 1
/// @param text a scalar's value; empty for a list or a mapping
record ConfigNode(List<String> path, int line, String text) {
  ConfigNode {
    path = List.copyOf(path);
  }

  String name() {
    return path.getLast();
  }

  /// Whether the path matches.
  ///
  /// @param pattern names; `*` matches any name, `**` any number of them
  boolean matches(List<String> pattern) {
    return matches(path, pattern);
  }

  private static boolean matches(List<String> path, List<String> pattern) {
    if (pattern.isEmpty()) {
      return path.isEmpty();
    }
    var rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().equals("**")) {
      return matches(path, rest)
          || (!path.isEmpty() && matches(path.subList(1, path.size()), pattern));
    }
    return !path.isEmpty()
        && (pattern.getFirst().equals("*") || pattern.getFirst().equals(path.getFirst()))
        && matches(path.subList(1, path.size()), rest);
  }

  boolean textMatches(Pattern value) {
    return value.matcher(text).matches();
  }
}
