package io.spiffeaws.docs;

import io.spiffeaws.docs.Page.Entry;
import java.util.List;
import java.util.function.Function;

/// Writes a [Page] as Markdown (CommonMark).
final class MarkdownPage {
  private static final String OPTIONS = "Options";

  private final StringBuilder out = new StringBuilder();

  private MarkdownPage() {}

  static String of(Page page) {
    return new MarkdownPage().write(page);
  }

  private String write(Page page) {
    out.append("# ").append(page.command()).append("\n\n");
    out.append(escaped(page.summary())).append(".\n\n");
    page.text().forEach(this::paragraph);
    out.append("```\n").append(page.synopsis()).append("\n```\n");
    section("Commands", page.commands(), MarkdownPage::link);
    section("Arguments", page.arguments(), MarkdownPage::code);
    options(page);
    if (!page.examples().isEmpty()) {
      heading("## Examples");
      out.append("```sh\n").append(String.join("\n", page.examples())).append("\n```\n");
    }
    page.appendix().forEach((heading, entries) -> section(heading, entries, MarkdownPage::code));
    if (!page.parent().isEmpty()) {
      var top = page.command().substring(0, page.command().indexOf(' '));
      out.append("\nGlobal options, exit codes and environment: ").append(link(top)).append('\n');
    }
    return out.toString();
  }

  private void paragraph(String text) {
    if (text.startsWith("  ")) {
      out.append("```\n").append(text.strip()).append("\n```\n\n");
    } else {
      out.append(escaped(text)).append("\n\n");
    }
  }

  private void options(Page page) {
    if (page.options().isEmpty()) {
      return;
    }
    heading("## " + OPTIONS);
    page.options()
        .forEach((group, entries) -> {
          if (!group.equals(OPTIONS)) {
            out.append(out.toString().endsWith(OPTIONS + "\n\n") ? "" : "\n");
            out.append("### ").append(group).append("\n\n");
          }
          entries(entries, MarkdownPage::code);
        });
  }

  private void section(String heading, List<Entry> entries, Function<String, String> term) {
    if (!entries.isEmpty()) {
      heading("## " + heading);
      entries(entries, term);
    }
  }

  private void heading(String text) {
    out.append('\n').append(text).append("\n\n");
  }

  private void entries(List<Entry> entries, Function<String, String> term) {
    for (var entry : entries) {
      out.append("- ")
          .append(term.apply(entry.term()))
          .append(": ")
          .append(escaped(entry.text()))
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
