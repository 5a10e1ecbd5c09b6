package io.spiffeaws.docs;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Generates the documents, by file name.
public final class Documents {
  private Documents() {}

  /// `docs/commands`: a page for each command.
  public static Map<String, String> reference() {
    return pages(".md", MarkdownPage::of);
  }

  /// `docs/man`: a manual page for each command.
  public static Map<String, String> manual() {
    return pages(".1", ManPage::of);
  }

  private static Map<String, String> pages(String ending, Function<Page, String> form) {
    return Page.all(Application.commandLine(new SpiffeAws()).getCommandSpec())
        .collect(Collectors.toMap(page -> page.name() + ending, form));
  }
}
