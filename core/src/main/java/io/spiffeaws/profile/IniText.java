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

/// The text of a shared file. It is given back character for character but for what was changed:
/// comments, order, white space, line endings, a missing last one, and all that is not understood
/// stay. Immutable.
///
/// A section is chosen by a test on the name between its brackets. Names of settings are compared
/// without case, as the SDKs do.
final class IniText {
  static final IniText EMPTY = new IniText(List.of());

  private final List<IniLine> lines;

  private IniText(List<IniLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /// Any text can be read.
  static IniText parse(String text) {
    return new IniText(IniLines.of(text));
  }

  /// How many sections of that name there are.
  int count(Predicate<String> section) {
    return (int) headers(section).count();
  }

  /// The settings of the first section of that name, in their order and with their names in lower
  /// case; only the first line of a value that goes on over several.
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

  /// With that setting in the first section of that name. Where it stands already it keeps its
  /// place, further ones of its name go; otherwise it comes after the last one.
  ///
  /// @throws java.util.NoSuchElementException where there is no such section
  IniText with(Predicate<String> section, String name, String value) {
    var header = headers(section).findFirst().orElseThrow();
    var first = setting(header, name);
    if (first.isEmpty()) {
      return inserted(place(header), List.of(IniLine.setting(indent(header), name, value, "")));
    }
    var at = first.getAsInt();
    var edited = new ArrayList<>(lines);
    if (!lines.get(at).value().equals(value)) {
      edited.set(at, lines.get(at).withValue(value));
    }
    takeContinuation(edited, at);
    return new IniText(edited).withoutLater(header, name, at);
  }

  /// Without that setting, however often it stands in the first section of that name.
  IniText without(Predicate<String> section, String name) {
    var header = headers(section).findFirst();
    return header.isEmpty() ? this : withoutLater(header.getAsInt(), name, header.getAsInt());
  }

  /// With another section at the end, after an empty line.
  IniText withSection(String name) {
    var added = new ArrayList<IniLine>();
    if (!lines.isEmpty() && !lines.getLast().content().isBlank()) {
      added.add(IniLine.empty(ending()));
    }
    added.add(IniLine.header(name, ""));
    return inserted(lines.size(), added);
  }

  /// Without all sections of that name: from the header to the last setting, and an empty line that
  /// would be left over. Comments that stand after the last setting may be the next section's, and
  /// stay.
  IniText withoutSections(Predicate<String> section) {
    var header = headers(section).findFirst();
    if (header.isEmpty()) {
      return this;
    }
    var from = header.getAsInt();
    var to = place(from);
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

  /// Where the section ends that begins there.
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

  /// The place after the section's last setting.
  private int place(int header) {
    return IntStream.range(header, end(header))
            .filter(at -> !lines.get(at).is(Kind.OTHER))
            .max()
            .orElse(header)
        + 1;
  }

  /// As the section's last setting is indented, since a deeper line would continue it.
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
        takeContinuation(edited, at);
        edited.remove(at);
      }
    }
    return new IniText(edited);
  }

  /// Takes the lines that go on the setting at that place; comments between them stay.
  private static void takeContinuation(List<IniLine> lines, int setting) {
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

  /// Where the text ends without a line ending, it does so afterwards.
  private IniText inserted(int place, List<IniLine> added) {
    var edited = new ArrayList<>(lines);
    var ended = lines.isEmpty() || !lines.getLast().ending().isEmpty();
    added.forEach(line -> edited.add(place + edited.size() - lines.size(), line));
    for (var at = 0; at < edited.size(); at++) {
      if (edited.get(at).ending().isEmpty() && (ended || at < edited.size() - 1)) {
        edited.set(at, edited.get(at).withEnding(ending()));
      }
    }
    return new IniText(edited);
  }

  /// How the lines of this file end: as the first does.
  private String ending() {
    return lines.isEmpty() || lines.getFirst().ending().isEmpty()
        ? "\n"
        : lines.getFirst().ending();
  }

  /// The whole text, which may hold secrets.
  String text() {
    return lines.stream().map(line -> line.content() + line.ending()).collect(Collectors.joining());
  }
}
