package io.spiffeaws.docs;

import io.spiffeaws.docs.Page.Entry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes a [Page] as a manual page with the man macros of roff (man(7)).
final class ManPage {
  private static final String SECTION = "1";

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  static String of(Page page) {
    return new ManPage().write(page);
  }

  private String write(Page page) {
    out.append(".\\\" generated from the command tree by docs/regenerate\n");
    line(
        ".TH "
            + quoted(page.name().toUpperCase(Locale.ROOT))
            + " "
            + SECTION
            + " \"\" \"spiffe\\-aws\"");
    line(".SH NAME");
    line(escaped(page.name()) + " \\- " + escaped(page.summary()));
    line(".SH SYNOPSIS");
    line(".B " + escaped(page.command()));
    line(escaped(page.synopsis().substring(page.command().length()).strip()));
    line(".SH DESCRIPTION");
    line(escaped(page.summary()) + ".");
    page.text().forEach(this::paragraph);
    section("COMMANDS", page.commands());
    section("ARGUMENTS", page.arguments());
    options(page);
    examples(page.examples());
    page.appendix()
        .forEach((heading, entries) -> section(heading.toUpperCase(Locale.ROOT), entries));
    seeAlso(page);
    return out.toString();
  }

  private void paragraph(String text) {
    line(".PP");
    if (text.startsWith("  ")) {
      preformatted(List.of(text.strip()));
    } else {
      line(escaped(text));
    }
  }

  private void options(Page page) {
    if (!page.options().isEmpty()) {
      line(".SH \"OPTIONS\"");
    }
    page.options()
        .forEach((group, entries) -> {
          if (!group.equals("Options")) {
            line(".SS " + quoted(group));
          }
          entries(entries);
        });
  }

  private void examples(List<String> lines) {
    if (!lines.isEmpty()) {
      line(".SH \"EXAMPLES\"");
      preformatted(lines);
    }
  }

  private void preformatted(List<String> lines) {
    line(".nf\n.RS 4");
    lines.forEach(text -> line(text.isEmpty() ? ".sp" : escaped(text)));
    line(".RE\n.fi");
  }

  private void section(String heading, List<Entry> entries) {
    if (!entries.isEmpty()) {
      line(".SH " + quoted(heading));
      entries(entries);
    }
  }

  private void entries(List<Entry> entries) {
    for (var entry : entries) {
      line(".TP");
      line(".B " + escaped(entry.term()));
      line(escaped(entry.text()));
    }
  }

  private void seeAlso(Page page) {
    var others = page.commands().stream().map(Entry::term).toList();
    var pages = page.parent().isEmpty() ? others : List.of(page.parent());
    if (!pages.isEmpty()) {
      line(".SH \"SEE ALSO\"");
      line(
          pages.stream()
              .map(command -> "\\fB" + escaped(Page.fileName(command)) + "\\fR(" + SECTION + ")")
              .collect(Collectors.joining(",\n")));
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  /// Text that roff shows unchanged: no request at its start, ASCII quotes, and hyphens that can be
  /// copied into a shell.
  private static String escaped(String text) {
    var escaped = new StringBuilder(text.startsWith(".") || text.startsWith("'") ? "\\&" : "");
    text.codePoints().forEach(point -> escaped.append(escaped(point)));
    return escaped.toString();
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\\' -> "\\e";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '"' -> "\\(dq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      default -> point < 0x80 ? Character.toString(point) : "\\[u%04X]".formatted(point);
    };
  }
}
