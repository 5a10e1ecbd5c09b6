package io.spiffeaws.profile;

import io.spiffeaws.profile.IniLine.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The text of a shared file. All that is not edited is preserved exactly: comments, order, white
/// space, line endings, a missing last one, and lines that are not understood. Immutable.
///
/// A section is selected by a predicate on the name between its brackets. Setting names are
/// compared without case, as in the SDKs.
final class IniText {
  static final IniText EMPTY = new IniText(List.of());

  private final List<IniLine> lines;

  private IniText(List<IniLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /// Parses a text; accepts any.
  static IniText parse(String text) {
    return new IniText(IniLines.of(text));
  }

  /// Returns the number of sections with that name.
  int count(Predicate<String> section) {
    return (int) headers(section).count();
  }

  /// Returns the settings of the first section with that name, in their order and with names in
  /// lower case. Of a multi-line value it returns only the first line.
  Map<String, String> settings(Predicate<String> section) {
    var settings = new LinkedHashMap<String, String>();
    var header = headers(section).findFirst();
    if (header.isPresent()) {
      lines.subList(header.getAsInt() + 1, end(header.getAsInt())).stream()
          .filter(line -> line.is(Kind.SETTING))
          .forEach(line -> settings.putIfAbsent(line.name(), line.value()));
    }
    return settings;
  }

  /// Sets a setting in the first section with that name. An existing setting keeps its position,
  /// and further ones with its name are removed. A new one is added after the last setting.
  ///
  /// @throws java.util.NoSuchElementException if there is no such section
  IniText with(Predicate<String> section, String name, String value) {
    var header = headers(section).findFirst().orElseThrow();
    var first = setting(header, name);
    if (first.isEmpty()) {
      return inserted(target(header), List.of(IniLine.setting(indent(header), name, value, "")));
    }
    var at = first.getAsInt();
    var edited = new ArrayList<>(lines);
    if (!lines.get(at).value().equals(value)) {
      edited.set(at, lines.get(at).withValue(value));
    }
    removeContinuation(edited, at);
    return new IniText(edited).withoutLater(header, name, at);
  }

  /// Removes all occurrences of a setting from the first section with that name.
  IniText without(Predicate<String> section, String name) {
    var header = headers(section).findFirst();
    return header.isEmpty() ? this : withoutLater(header.getAsInt(), name, header.getAsInt());
  }

  /// Adds a section at the end, after an empty line.
  IniText withSection(String name) {
    var added = new ArrayList<IniLine>();
    if (!lines.isEmpty() && !lines.getLast().content().isBlank()) {
      added.add(IniLine.empty(ending()));
    }
    added.add(IniLine.header(name, ""));
    return inserted(lines.size(), added);
  }

  /// Removes all sections with that name: from the header to the last setting, and an empty line
  /// that would remain. Comments after the last setting may belong to the next section, and are not
  /// removed.
  IniText withoutSections(Predicate<String> section) {
    var header = headers(section).findFirst();
    if (header.isEmpty()) {
      return this;
    }
    var from = header.getAsInt();
    var to = target(from);
    var before = from == 0 || lines.get(from - 1).content().isBlank();
    if (before && to < lines.size() && lines.get(to).content().isBlank()) {
      to++;
    } else if (before && from > 0 && to == lines.size()) {
      from--;
    }
    var edited = new ArrayList<>(lines);
    edited.subList(from, to).clear();
    if (!edited.isEmpty() && lines.getLast().ending().isEmpty()) {
      edited.add(edited.removeLast().withEnding(""));
    }
    return new IniText(edited).withoutSections(section);
  }

  private IntStream headers(Predicate<String> section) {
    return IntStream.range(0, lines.size())
        .filter(at -> lines.get(at).is(Kind.HEADER) && section.test(lines.get(at).name()));
  }

  /// Returns the index after the section of that header.
  private int end(int header) {
    return IntStream.range(header + 1, lines.size())
        .filter(at -> lines.get(at).is(Kind.HEADER))
        .findFirst()
        .orElse(lines.size());
  }

  private OptionalInt setting(int after, String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    return IntStream.range(after + 1, end(after))
        .filter(at -> lines.get(at).is(Kind.SETTING) && lines.get(at).name().equals(wanted))
        .findFirst();
  }

  /// Returns the index after the section's last setting.
  private int target(int header) {
    return IntStream.range(header, end(header))
            .filter(at -> !lines.get(at).is(Kind.OTHER))
            .max()
            .orElse(header)
        + 1;
  }

  /// Returns the indent of the section's last setting, since a deeper line would continue it.
  private String indent(int header) {
    return lines.subList(header + 1, end(header)).stream()
        .filter(line -> line.is(Kind.SETTING))
        .reduce((_, last) -> last)
        .map(IniLine::indent)
        .orElse("");
  }

  private IniText withoutLater(int header, String name, int after) {
    var edited = new ArrayList<>(lines);
    var wanted = name.toLowerCase(Locale.ROOT);
    for (var at = end(header) - 1; at > after; at--) {
      if (lines.get(at).is(Kind.SETTING) && lines.get(at).name().equals(wanted)) {
        removeContinuation(edited, at);
        edited.remove(at);
      }
    }
    return new IniText(edited);
  }

  /// Removes the lines that continue a setting; comments between them are preserved.
  private static void removeContinuation(List<IniLine> lines, int setting) {
    for (var at = setting + 1; at < lines.size(); ) {
      switch (lines.get(at).kind()) {
        case CONTINUATION -> lines.remove(at);
        case OTHER -> at++;
        case SETTING, HEADER -> {
          return;
        }
      }
    }
  }

  /// Inserts lines. If the text ends without a line ending, the result does too.
  private IniText inserted(int target, List<IniLine> added) {
    var edited = new ArrayList<>(lines);
    var ended = lines.isEmpty() || !lines.getLast().ending().isEmpty();
    added.forEach(line -> edited.add(target + edited.size() - lines.size(), line));
    for (var at = 0; at < edited.size(); at++) {
      if (edited.get(at).ending().isEmpty() && (ended || at < edited.size() - 1)) {
        edited.set(at, edited.get(at).withEnding(ending()));
      }
    }
    return new IniText(edited);
  }

  /// Returns the line ending of this file: that of the first line.
  private String ending() {
    return lines.isEmpty() || lines.getFirst().ending().isEmpty()
        ? "\n"
        : lines.getFirst().ending();
  }

  /// Returns the whole text, which may hold secrets.
  String text() {
    return lines.stream().map(line -> line.content() + line.ending()).collect(Collectors.joining());
  }
}
