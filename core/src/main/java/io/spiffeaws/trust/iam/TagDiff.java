package io.spiffeaws.trust.iam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The changes of tags.
///
/// @param added new tags, and those with a new value
/// @param removed keys to remove
/// @param lines the changes as a diff
public record TagDiff(Map<String, String> added, Set<String> removed, List<String> lines) {
  /// Compares tags.
  ///
  /// @param exact whether unspecified tags are removed; tags of AWS (`aws:...`) always stay
  public static TagDiff of(Map<String, String> before, Map<String, String> wanted, boolean exact) {
    var added = new LinkedHashMap<String, String>();
    var removed = new LinkedHashSet<String>();
    var lines = new ArrayList<String>();
    new TreeMap<>(wanted)
        .forEach((key, value) -> {
          var old = before.get(key);
          if (!value.equals(old)) {
            added.put(key, value);
            if (old != null) {
              lines.add("- tag " + key + "=" + old);
            }
            lines.add("+ tag " + key + "=" + value);
          }
        });
    new TreeMap<>(before)
        .forEach((key, value) -> {
          if (exact && !wanted.containsKey(key) && !key.startsWith("aws:")) {
            removed.add(key);
            lines.add("- tag " + key + "=" + value);
          }
        });
    return new TagDiff(added, removed, lines);
  }
}
