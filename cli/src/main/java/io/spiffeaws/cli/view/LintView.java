package io.spiffeaws.cli.view;

import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.json.Json;
import io.spiffeaws.trust.lint.Finding;
import io.spiffeaws.trust.lint.LintTrust;
import java.util.List;
import java.util.stream.Collectors;

/// Shows findings in trust policies: the finding, why it matters, and the command that fixes it.
public final class LintView {
  private LintView() {}

  /// @return the exit code
  public static int show(LintTrust.Result found, Output output) {
    output.result(() -> json(found), () -> text(found, output.palette()));
    output.message(words(found));
    return found.count() == 0 ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private static String words(LintTrust.Result found) {
    var policies = found.policies().size();
    return "checked "
        + (found.total() == 1 && policies == 1
            ? found.policies().getFirst().name()
            : "%d of %d roles, those that trust an OIDC provider"
                .formatted(policies, found.total()))
        + ": "
        + (found.count() == 0
            ? "nothing found"
            : found.count() + (found.count() == 1 ? " finding" : " findings"));
  }

  private static Json json(LintTrust.Result found) {
    List<Json> findings =
        found.policies().stream()
            .flatMap(linted ->
                linted.findings().stream().<Json>map(finding -> json(linted.name(), finding)))
            .toList();
    return Json.object()
        .with("findings", Json.array(findings))
        .with("looked_at", Json.strings(found.policies().stream().map(l -> l.name()).toList()))
        .with("roles", Json.of(found.total()));
  }

  private static Json.Obj json(String name, Finding finding) {
    return Json.object()
        .with("name", Json.of(name))
        .with("code", Json.of(finding.code().word()))
        .with("level", Json.of(finding.code().level().word()))
        .with("statement", Json.of(finding.statement()))
        .with("sid", Json.of(finding.sid()))
        .with("detail", Json.of(finding.detail()))
        .with("why", Json.of(finding.code().why()))
        .with("hint", Json.of(finding.hint()));
  }

  private static String text(LintTrust.Result found, Palette palette) {
    return found.policies().stream()
        .flatMap(linted ->
            linted.findings().stream().map(finding -> text(linted.name(), finding, palette)))
        .collect(Collectors.joining());
  }

  private static String text(String name, Finding finding, Palette palette) {
    var level = "%-5s".formatted(finding.code().level().word());
    var painted =
        switch (finding.code().level()) {
          case WIDE -> palette.bad(level);
          case LOOSE -> palette.notable(level);
          case DEAD -> palette.faint(level);
        };
    return "%s  %s: %s  %s\n       %s\n       %s\n"
        .formatted(
            painted,
            Text.plain(name),
            Text.plain(finding.detail()),
            palette.faint("[" + finding.code().word() + "]"),
            finding.code().why(),
            palette.notable(Text.plain(finding.hint())));
  }
}
