package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads and writes entries as JSON, in the form that `spire-server entry create -data` reads. It
/// also reads the form that `spire-server … -output json` prints.
///
/// The first form has the fields of SPIRE's `common.RegistrationEntry` (IDs are strings,
/// `entry_id`, `entryExpiry`). The second has those of `spire.api.types.Entry` (IDs are objects,
/// `id`, `expires_at`, 64-bit numbers are strings).
final class EntryJson {
  private EntryJson() {}

  /// Reads one entry.
  ///
  /// @param strict whether unknown members are rejected, so that a misspelled name is not silently
  ///   ignored
  /// @throws ProblemException malformed, if the JSON is not an entry
  static RegistrationEntry read(Json json, boolean strict) {
    var members = new JsonMembers(json);
    var entry =
        new RegistrationEntry(
            members.text("entry_id", "id"),
            new EntryKey(
                id(members, "spiffe_id"), id(members, "parent_id"), selectors(members, strict)),
            settings(members, strict),
            members.number("revision_number"),
            time(members.number("created_at")));
    members.finish(strict);
    return entry;
  }

  /// Returns the entry in the form of `entry create -data`, without fields that have their default.
  static Json.Obj write(RegistrationEntry entry) {
    var json =
        Json.object()
            .with("spiffe_id", Json.of(entry.spiffeId().toString()))
            .with("parent_id", Json.of(entry.parentId().toString()))
            .with(
                "selectors",
                Json.array(entry.key().selectors().stream().map(EntryJson::write).toList()));
    if (!entry.id().isEmpty()) {
      json = json.with("entry_id", Json.of(entry.id()));
    }
    for (var field : EntryField.values()) {
      json = field.values(entry.settings()).isEmpty() ? json : with(json, field, entry.settings());
    }
    return json;
  }

  private static Json.Obj with(Json.Obj json, EntryField field, EntrySettings settings) {
    return switch (field) {
      case X509_SVID_TTL -> json.with(field.word(), Json.of(settings.x509SvidTtl()));
      case JWT_SVID_TTL -> json.with(field.word(), Json.of(settings.jwtSvidTtl()));
      case HINT -> json.with(field.word(), Json.of(settings.hint()));
      case DNS_NAMES -> json.with(field.word(), Json.strings(settings.dnsNames()));
      case FEDERATES_WITH ->
          json.with(
              field.word(),
              Json.strings(settings.federatesWith().stream().map(td -> "spiffe://" + td).toList()));
      case EXPIRES_AT ->
          json.with(
              "entryExpiry", Json.of(settings.expiresAt().map(Instant::getEpochSecond).orElse(0L)));
      case ADMIN, DOWNSTREAM, STORE_SVID -> json.with(field.word(), Json.of(true));
      case ADDITIONAL_ATTRIBUTES -> json.with(field.word(), write(settings.additionalAttributes()));
    };
  }

  private static Json write(Selector selector) {
    return Json.object()
        .with("type", Json.of(selector.type()))
        .with("value", Json.of(selector.value()));
  }

  private static Json write(AdditionalAttributes attributes) {
    return Json.object()
        .with("disable_x509_svid_prefetch", Json.of(attributes.disableX509SvidPrefetch()))
        .with("jwt_svid_include_jti", Json.of(attributes.jwtSvidIncludeJti()));
  }

  private static EntrySettings settings(JsonMembers members, boolean strict) {
    return new EntrySettings(
        members.wholeNumber("x509_svid_ttl"),
        members.wholeNumber("jwt_svid_ttl"),
        members.text("hint"),
        members.texts("dns_names"),
        members.texts("federates_with").stream().map(EntryJson::trustDomain).toList(),
        time(members.number("entryExpiry", "expires_at")),
        members.flag("admin"),
        members.flag("downstream"),
        members.flag("store_svid"),
        attributes(members, strict));
  }

  /// Reads a SPIFFE ID, given as text or as an object of trust domain and path.
  static SpiffeId id(JsonMembers members, String name) {
    var value = members.get(name).orElseThrow(() -> members.missing(name));
    if (value instanceof Json.Str(var text)) {
      return SpiffeId.parse(text);
    }
    var parts = new JsonMembers(value);
    var id = new SpiffeId(parts.text("trust_domain"), parts.text("path"));
    parts.finish(true);
    return id;
  }

  private static List<Selector> selectors(JsonMembers members, boolean strict) {
    return members.items("selectors").stream().map(item -> selector(item, strict)).toList();
  }

  /// Reads a selector, which is an object in both forms.
  static Selector selector(Json item, boolean strict) {
    if (item instanceof Json.Str(var text)) {
      throw asText(text);
    }
    var parts = new JsonMembers(item);
    var selector = new Selector(parts.text("type"), parts.text("value"));
    parts.finish(strict);
    return selector;
  }

  private static ProblemException asText(String text) {
    var selector = Selector.parse(text);
    return JsonMembers.malformed(
        "the selector \"" + SanitizedText.of(text) + "\" is a string, expected an object",
        "write it as " + JsonText.compact(write(selector)));
  }

  private static AdditionalAttributes attributes(JsonMembers members, boolean strict) {
    var value = members.get("additional_attributes");
    if (value.isEmpty()) {
      return AdditionalAttributes.NONE;
    }
    var parts = new JsonMembers(value.get());
    var attributes =
        new AdditionalAttributes(
            parts.flag("disable_x509_svid_prefetch"), parts.flag("jwt_svid_include_jti"));
    parts.finish(strict);
    return attributes;
  }

  /// Removes the scheme. SPIRE accepts a trust domain with or without it.
  static String trustDomain(String text) {
    return text.startsWith("spiffe://") ? text.substring("spiffe://".length()) : text;
  }

  /// Converts a SPIRE time: seconds since 1970, 0 for none.
  static Optional<Instant> time(long seconds) {
    try {
      return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException e) {
      throw JsonMembers.malformed("a time is out of range");
    }
  }
}
