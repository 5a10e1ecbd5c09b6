package io.spiffeaws.docs;

import io.spiffeaws.docs.Page.Entry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A [Page] as a manual page, in the man macros of roff (man(7)).
final class ManPage {
  private static final String SECTION = "1";

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  static String of(Page page) {
    return new ManPage().write(page);
  }

  private String write(Page page) {
    out.append(".\\\" made from the command tree by docs/regenerate\n");
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
    lines(page.text());
    entries("COMMANDS", page.commands());
    entries("ARGUMENTS", page.arguments());
    entries("OPTIONS", page.options());
    page.appendix()
        .forEach((heading, entries) -> entries(heading.toUpperCase(Locale.ROOT), entries));
    seeAlso(page);
    return out.toString();
  }

  private void lines(List<String> lines) {
    var inExample = false;
    var first = true;
    for (var line : lines) {
      var example = line.startsWith("  ");
      if (example != inExample) {
        line(example ? ".PP\n.nf\n.RS 4" : ".RE\n.fi\n.PP");
      } else if (!example && !first && !line.isBlank()) {
        line(".PP");
      }
      inExample = example;
      first = false;
      if (!line.isBlank()) {
        line(escaped(line.strip()));
      }
    }
    if (inExample) {
      line(".RE\n.fi");
    }
  }

  private void entries(String heading, List<Entry> entries) {
    if (!entries.isEmpty()) {
      line(".SH " + quoted(heading));
    }
    for (var entry : entries) {
      line(".TP");
      line(".B " + escaped(entry.term()));
      line(escaped(String.join(" ", entry.text())));
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

  /// Text that roff shows as it stands: no request at its start, ASCII quotes and hyphens that can
  /// be copied into a shell.
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
