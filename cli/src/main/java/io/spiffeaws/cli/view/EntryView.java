package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Shows registration entries.
public final class EntryView {
  private static final int LONGEST_SELECTOR = 40;

  private EntryView() {}

  /// Shows a list of them.
  public static void showAll(List<RegistrationEntry> entries, Output output) {
    output.result(
        () ->
            Json.object()
                .with("entries", Json.array(entries.stream().map(EntryView::json).toList())),
        () -> table(entries, output));
  }

  /// Shows one entry with all its fields.
  public static void show(RegistrationEntry entry, Output output) {
    output.result(() -> Json.object().with("entry", json(entry)), () -> text(entry));
  }

  private static Json.Obj json(RegistrationEntry entry) {
    var settings = entry.settings();
    var attributes = settings.additionalAttributes();
    return Json.object()
        .with("id", Json.of(entry.id()))
        .with("spiffe_id", Json.of(entry.spiffeId().toString()))
        .with("parent_id", Json.of(entry.parentId().toString()))
        .with("selectors", Json.strings(selectors(entry)))
        .with("x509_svid_ttl", Json.of(settings.x509SvidTtl()))
        .with("jwt_svid_ttl", Json.of(settings.jwtSvidTtl()))
        .with("hint", Json.of(settings.hint()))
        .with("dns_names", Json.strings(settings.dnsNames()))
        .with("federates_with", Json.strings(settings.federatesWith()))
        .with("expires_at", time(settings.expiresAt()))
        .with("admin", Json.of(settings.admin()))
        .with("downstream", Json.of(settings.downstream()))
        .with("store_svid", Json.of(settings.storeSvid()))
        .with(
            "additional_attributes",
            Json.object()
                .with("disable_x509_svid_prefetch", Json.of(attributes.disableX509SvidPrefetch()))
                .with("jwt_svid_include_jti", Json.of(attributes.jwtSvidIncludeJti())))
        .with("revision_number", Json.of(entry.revision()))
        .with("created_at", time(entry.createdAt()));
  }

  private static Json time(Optional<Instant> time) {
    return time.<Json>map(at -> Json.of(at.toString())).orElseGet(Json.Null::new);
  }

  private static String table(List<RegistrationEntry> entries, Output output) {
    var table =
        output.wide()
            ? new Table("SPIFFE ID", "SELECTORS", "HINT", "ENTRY ID", "PARENT ID")
            : new Table("SPIFFE ID", "SELECTORS", "HINT", "ENTRY ID")
                .optional("HINT", "ENTRY ID")
                .sparse("HINT");
    var complete = output.wide() || fits(entries, output.columns());
    for (var entry : entries) {
      var row =
          Stream.of(
              entry.spiffeId().toString(),
              String.join(" ", complete ? selectors(entry) : shortSelectors(entry)),
              entry.settings().hint(),
              entry.id());
      table.row(
          (output.wide() ? Stream.concat(row, Stream.of(entry.parentId().toString())) : row)
              .toList());
    }
    return table.print(output);
  }

  private static String text(RegistrationEntry entry) {
    var settings = entry.settings();
    var text = new StringBuilder();
    line(text, "entry ID", entry.id());
    line(text, "SPIFFE ID", entry.spiffeId().toString());
    line(text, "parent ID", entry.parentId().toString());
    selectors(entry).forEach(selector -> line(text, "selector", selector));
    line(text, "X509-SVID TTL", ttl(settings.x509SvidTtl()));
    line(text, "JWT-SVID TTL", ttl(settings.jwtSvidTtl()));
    line(text, "hint", settings.hint());
    settings.dnsNames().forEach(name -> line(text, "DNS name", name));
    settings.federatesWith().forEach(name -> line(text, "federates with", name));
    line(text, "expires at", settings.expiresAt().map(Instant::toString).orElse("never"));
    line(text, "flags", flags(settings));
    line(text, "revision", Long.toString(entry.revision()));
    line(text, "created at", entry.createdAt().map(Instant::toString).orElse(""));
    return text.toString();
  }

  private static String flags(EntrySettings settings) {
    var attributes = settings.additionalAttributes();
    var flags = new StringBuilder();
    flag(flags, settings.admin(), "admin");
    flag(flags, settings.downstream(), "downstream");
    flag(flags, settings.storeSvid(), "store_svid");
    flag(flags, attributes.disableX509SvidPrefetch(), "disable_x509_svid_prefetch");
    flag(flags, attributes.jwtSvidIncludeJti(), "jwt_svid_include_jti");
    return flags.toString().strip();
  }

  private static void flag(StringBuilder flags, boolean on, String word) {
    flags.append(on ? " " + word : "");
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("%-15s %s\n".formatted(name, Text.plain(value)));
    }
  }

  private static String ttl(int seconds) {
    return seconds == 0 ? "the server's default" : DurationText.print(Duration.ofSeconds(seconds));
  }

  /// Whether the IDs and the complete selectors fit, if the other columns are left out.
  private static boolean fits(List<RegistrationEntry> entries, int columns) {
    var ids = entries.stream().mapToInt(entry -> entry.spiffeId().toString().length()).max();
    var selectors =
        entries.stream().mapToInt(entry -> String.join(" ", selectors(entry)).length()).max();
    return ids.orElse(0) + Table.GAP.length() + selectors.orElse(0) <= columns;
  }

  /// The selectors for a table on a terminal, which a long one would make unreadable.
  private static List<String> shortSelectors(RegistrationEntry entry) {
    return selectors(entry).stream()
        .map(text ->
            text.length() > LONGEST_SELECTOR ? text.substring(0, LONGEST_SELECTOR - 1) + "…" : text)
        .toList();
  }

  private static List<String> selectors(RegistrationEntry entry) {
    return entry.key().selectors().stream().map(Selector::toString).toList();
  }
}
