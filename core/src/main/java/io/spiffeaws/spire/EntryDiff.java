package io.spiffeaws.spire;

import java.util.stream.Collectors;

/// Entries and their differences as lines of a diff.
final class EntryDiff {
  private EntryDiff() {}

  /// The entry as lines that were added.
  static String added(RegistrationEntry entry) {
    return whole(entry, "+ ");
  }

  /// The entry as lines that were taken away.
  static String removed(RegistrationEntry entry) {
    return whole(entry, "- ");
  }

  /// The fields that differ, old lines before new ones.
  static String between(EntrySettings before, EntrySettings after) {
    return before.differing(after).stream()
        .map(field -> lines("- ", field, before) + lines("+ ", field, after))
        .collect(Collectors.joining())
        .stripTrailing();
  }

  private static String whole(RegistrationEntry entry, String mark) {
    var selectors =
        entry.key().selectors().stream()
            .map(selector -> mark + "selectors: " + selector + "\n")
            .collect(Collectors.joining());
    var settings = new StringBuilder();
    for (var field : EntryField.values()) {
      settings.append(lines(mark, field, entry.settings()));
    }
    return (mark + "parent_id: " + entry.parentId() + "\n" + selectors + settings).stripTrailing();
  }

  private static String lines(String mark, EntryField field, EntrySettings settings) {
    return field.values(settings).stream()
        .map(value -> mark + field.word() + ": " + Printable.of(value) + "\n")
        .collect(Collectors.joining());
  }
}
