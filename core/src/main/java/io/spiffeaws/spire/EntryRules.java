package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.text.InvisibleCharacters;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Checks the rules of a SPIRE server for entries before any request is sent (SPIRE,
/// `pkg/server/api/entry.go` and the datastore's `validateRegistrationEntry`). The server alone
/// checks what depends on its trust domain and its federated bundles.
public final class EntryRules {
  private static final int MAX_HINT_BYTES = 1024;
  private static final int MAX_DNS_NAME = 253;
  private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");
  private static final Pattern DNS_LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private EntryRules() {}

  /// Checks an entry.
  ///
  /// @throws ProblemException malformed, with the first rule that the entry breaks
  public static void check(RegistrationEntry entry) {
    checkEntryId(entry.id());
    checkSpiffeId(entry.spiffeId());
    checkParentId(entry.parentId(), entry.spiffeId());
    checkSettings(entry.key().selectors(), entry.settings());
  }

  /// Checks a workload's SPIFFE ID.
  ///
  /// @throws ProblemException malformed, if workloads cannot have this ID
  static void checkSpiffeId(SpiffeId id) {
    if (id.path().isEmpty()) {
      throw malformed(
          "the SPIFFE ID " + id + " has no path, so it is the ID of a trust domain",
          "specify the ID of a workload: " + id + "/PATH");
    }
    if (id.reserved()) {
      throw malformed(
          "the SPIFFE ID " + id + " is under /spire, which is reserved for SPIRE",
          "use a path that does not begin with /spire");
    }
  }

  /// Checks selectors and settings.
  ///
  /// @throws ProblemException malformed, if they break a rule
  static void checkSettings(List<Selector> selectors, EntrySettings settings) {
    if (selectors.isEmpty()) {
      throw malformed(
          "the entry has no selector",
          "specify a selector that identifies the workload: --selector unix:uid:1000");
    }
    selectors.forEach(selector -> InvisibleCharacters.check(selector.toString(), "the selector"));
    InvisibleCharacters.check(settings.hint(), "the hint");
    checkTtl(EntryField.X509_SVID_TTL, settings.x509SvidTtl());
    checkTtl(EntryField.JWT_SVID_TTL, settings.jwtSvidTtl());
    if (settings.hint().getBytes(StandardCharsets.UTF_8).length > MAX_HINT_BYTES) {
      throw malformed("the hint is longer than 1024 characters", "specify a shorter --hint");
    }
    settings.dnsNames().forEach(EntryRules::checkDnsName);
    checkOverlap(settings.dnsNames());
    settings.federatesWith().forEach(EntryRules::checkTrustDomain);
    if (settings.expiresAt().filter(at -> at.getEpochSecond() <= 0).isPresent()) {
      throw malformed("the expiry time is before 1970", "write it as 2030-01-31T12:00:00Z");
    }
    if (settings.storeSvid() && selectors.stream().map(Selector::type).distinct().count() > 1) {
      throw malformed(
          "with store_svid, all selectors must be of one type",
          "create an entry for each selector type");
    }
  }

  /// Returns whether the text is a valid entry ID.
  static boolean entryId(String id) {
    return ENTRY_ID.matcher(id).matches();
  }

  /// Checks an entry ID that a user typed.
  ///
  /// @param bySpiffeId the hint for a SPIFFE ID: words and a command, to which the ID is appended
  /// @throws ProblemException malformed, if the text is not a valid entry ID
  public static void checkEntryIdArgument(String text, String bySpiffeId) {
    if (text.startsWith("spiffe://")) {
      throw ProblemException.malformed(
          "spiffe-id-as-entry-id",
          "\"" + SanitizedText.of(text) + "\" is a SPIFFE ID, expected an entry ID",
          bySpiffeId + " " + TypedCommand.word(text));
    }
    if (text.isEmpty()) {
      throw malformed("the entry ID is empty", "to list entry IDs, run: spiffe-aws entry list");
    }
    checkEntryId(text);
  }

  private static void checkEntryId(String id) {
    if (!id.isEmpty() && !entryId(id)) {
      throw malformed(
          "invalid entry ID \""
              + SanitizedText.of(id)
              + "\": expected 1 to 255 letters, digits, '.', '_' or '-'",
          "to list entry IDs, run: spiffe-aws entry list");
    }
  }

  private static void checkParentId(SpiffeId parent, SpiffeId id) {
    if (parent.path().isEmpty()) {
      throw malformed(
          "the parent ID " + parent + " has no path, so it is the ID of a trust domain",
          "specify an agent or a node alias; to list the agents, run: spiffe-aws agent list");
    }
    if (!parent.trustDomain().equals(id.trustDomain())) {
      throw malformed(
          "the parent ID " + parent + " is not in the trust domain of the SPIFFE ID " + id,
          "specify an agent or a node alias of that trust domain; to list the agents, run:"
              + " spiffe-aws agent list");
    }
  }

  private static void checkTtl(EntryField field, int seconds) {
    if (seconds < 0) {
      throw malformed(
          "the " + field.word() + " is negative", "write it as 5m, or 0 for the server's default");
    }
  }

  private static void checkTrustDomain(String name) {
    try {
      new SpiffeId(name, "");
    } catch (ProblemException e) {
      throw malformed(
          "\"" + SanitizedText.of(name) + "\" is not a trust domain to federate with",
          "write only its name, for example other.example.org");
    }
  }

  private static void checkDnsName(String name) {
    var labels = (name.startsWith("*.") ? name.substring(2) : name).split("\\.", -1);
    var valid = name.length() <= MAX_DNS_NAME;
    for (var label : labels) {
      valid = valid && DNS_LABEL.matcher(label).matches() && !hyphensInThirdPlace(label);
    }
    if (!valid) {
      throw malformed(
          "\"" + SanitizedText.of(name) + "\" is not a DNS name",
          "write it as db.example.org, or *.example.org");
    }
  }

  /// Returns whether a label has hyphens in the third and fourth position (RFC 5891, section
  /// 4.2.3.1). Only `xn--` labels may; the server checks those.
  private static boolean hyphensInThirdPlace(String label) {
    return label.startsWith("--", 2) && !label.startsWith("xn");
  }

  private static void checkOverlap(List<String> names) {
    var all = new HashSet<>(names);
    for (var name : names) {
      var dot = name.indexOf('.');
      if (!name.startsWith("*") && dot > 0 && all.contains("*" + name.substring(dot))) {
        throw malformed(
            "the DNS name " + name + " is within the wildcard *" + name.substring(dot),
            "remove one of the two");
      }
    }
  }

  private static ProblemException malformed(String message, String hint) {
    return ProblemException.malformed("malformed-entry", message, hint);
  }
}
