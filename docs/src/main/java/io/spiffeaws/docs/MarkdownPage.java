package io.spiffeaws.docs;

import io.spiffeaws.docs.Page.Entry;
import java.util.List;
import java.util.function.Function;

/// A [Page] as Markdown (CommonMark).
final class MarkdownPage {
  private final StringBuilder out = new StringBuilder();

  private MarkdownPage() {}

  static String of(Page page) {
    return new MarkdownPage().write(page);
  }

  private String write(Page page) {
    out.append("# ").append(page.command()).append("\n\n");
    lines(page.text());
    out.append("```\n").append(page.synopsis()).append("\n```\n");
    entries("Commands", page.commands(), MarkdownPage::link);
    entries("Arguments", page.arguments(), MarkdownPage::code);
    entries("Options", page.options(), MarkdownPage::code);
    page.appendix().forEach((heading, entries) -> entries(heading, entries, MarkdownPage::code));
    if (!page.parent().isEmpty()) {
      var top = page.command().substring(0, page.command().indexOf(' '));
      out.append("\nThe options of every command, exit codes and environment: ")
          .append(link(top))
          .append('\n');
    }
    return out.toString();
  }

  /// Each line is one of its own in help, so it is a paragraph here; indented ones are code.
  private void lines(List<String> lines) {
    var inCode = false;
    for (var line : lines) {
      var code = line.startsWith("  ");
      if (code != inCode) {
        out.append(code ? "```\n" : "```\n\n");
      }
      inCode = code;
      if (code) {
        out.append(line.substring(2)).append('\n');
      } else if (!line.isBlank()) {
        out.append(escaped(line)).append("\n\n");
      }
    }
    out.append(inCode ? "```\n\n" : "");
  }

  private void entries(String heading, List<Entry> entries, Function<String, String> term) {
    if (!entries.isEmpty()) {
      out.append("\n## ").append(heading).append("\n\n");
    }
    for (var entry : entries) {
      out.append("- ")
          .append(term.apply(entry.term()))
          .append(": ")
          .append(escaped(String.join(" ", entry.text())))
          .append('\n');
    }
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String link(String command) {
    return "[" + command + "](" + Page.fileName(command) + ".md)";
  }

  private static String escaped(String text) {
    return text.replaceAll("([*<`\\\\])", "\\\\$1");
  }
}
