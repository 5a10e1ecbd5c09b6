package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.util.stream.Collectors;

/// Formats entries and their differences as lines of a diff.
public final class EntryDiff {
  private EntryDiff() {}

  /// Returns the entry as added lines.
  public static String added(RegistrationEntry entry) {
    return whole(entry, "+ ");
  }

  /// Returns the entry as removed lines.
  public static String removed(RegistrationEntry entry) {
    return whole(entry, "- ");
  }

  /// Returns the fields that differ, old lines before new ones.
  static String between(EntrySettings before, EntrySettings after) {
    return before.differing(after).stream()
        .map(field -> lines("- ", field, before) + lines("+ ", field, after))
        .collect(Collectors.joining())
        .stripTrailing();
  }

  /// Returns the fields that differ, including SPIFFE ID, parent and selectors.
  public static String between(RegistrationEntry before, RegistrationEntry after) {
    var lines = new StringBuilder();
    differing(lines, "spiffe_id", before.spiffeId(), after.spiffeId());
    differing(lines, "parent_id", before.parentId(), after.parentId());
    selectors(lines, "- ", before, after);
    selectors(lines, "+ ", after, before);
    return (lines + between(before.settings(), after.settings())).stripTrailing();
  }

  private static void differing(StringBuilder lines, String name, SpiffeId before, SpiffeId after) {
    if (!before.equals(after)) {
      lines.append("- %s: %s\n+ %s: %s\n".formatted(name, before, name, after));
    }
  }

  private static void selectors(
      StringBuilder lines, String mark, RegistrationEntry of, RegistrationEntry without) {
    of.key().selectors().stream()
        .filter(selector -> !without.key().selectors().contains(selector))
        .forEach(selector -> lines.append(line(mark, selector)));
  }

  private static String line(String mark, Selector selector) {
    return mark + "selectors: " + SanitizedText.whole(selector.toString()) + "\n";
  }

  private static String whole(RegistrationEntry entry, String mark) {
    var selectors =
        entry.key().selectors().stream()
            .map(selector -> line(mark, selector))
            .collect(Collectors.joining());
    var settings = new StringBuilder();
    for (var field : EntryField.values()) {
      settings.append(lines(mark, field, entry.settings()));
    }
    return (mark + "parent_id: " + entry.parentId() + "\n" + selectors + settings).stripTrailing();
  }

  private static String lines(String mark, EntryField field, EntrySettings settings) {
    return field.values(settings).stream()
        .map(value -> mark + field.word() + ": " + SanitizedText.of(value) + "\n")
        .collect(Collectors.joining());
  }
}
