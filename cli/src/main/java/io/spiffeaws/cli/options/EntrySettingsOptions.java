package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.AdditionalAttributes;
import io.spiffeaws.spire.EntryField;
import io.spiffeaws.spire.EntrySettings;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The optional fields of a registration entry. A field that is not specified has its default in a
/// new entry, and is not changed in an existing one.
public final class EntrySettingsOptions {
  private static final String NEVER = "never";
  private static final String SCHEME = "spiffe://";

  @Option(
      names = "--jwt-svid-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of JWT-SVIDs; 0 means the default of the server", "[default: 0]"})
  private @Nullable Duration jwtSvidTtl;

  @Option(
      names = "--x509-svid-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of X.509-SVIDs; 0 means the default of the server", "[default: 0]"})
  private @Nullable Duration x509SvidTtl;

  @Option(
      names = "--hint",
      paramLabel = "HINT",
      description = "Label by which a workload selects this ID, at most 1024 characters")
  private @Nullable String hint;

  @Option(
      names = "--dns-name",
      paramLabel = "NAME",
      description = "DNS name in X.509-SVIDs; the first one is the common name")
  private @Nullable List<String> dnsNames;

  @Option(
      names = "--federates-with",
      paramLabel = "TRUST-DOMAIN",
      description = "Trust domain whose bundle the workload receives too")
  private @Nullable List<String> federatesWith;

  @Option(
      names = "--expires-at",
      paramLabel = "RFC3339",
      description = {
        "Expiry of the entry, such as 2027-01-31T00:00:00Z, or never",
        "[default: never]"
      })
  private @Nullable String expiresAt;

  // The next three are null if they are not specified. They are not annotated as nullable, since
  // picocli's annotation processor takes an annotated type for one that is not boolean.

  @Option(
      names = "--admin",
      negatable = true,
      description = "Allow the ID to use the management API of the SPIRE server")
  @SuppressWarnings("NullAway.Init")
  private Boolean admin;

  @Option(
      names = "--downstream",
      negatable = true,
      description = "Mark the ID as a downstream SPIRE server")
  @SuppressWarnings("NullAway.Init")
  private Boolean downstream;

  @Option(
      names = "--store-svid",
      negatable = true,
      description = "Store the SVID with an SVIDStore plugin")
  @SuppressWarnings("NullAway.Init")
  private Boolean storeSvid;

  /// The specified settings, with defaults for the others.
  ///
  /// @throws ProblemException malformed, if a value is invalid
  public EntrySettings settings() {
    return new EntrySettings(
        seconds("--x509-svid-ttl", x509SvidTtl),
        seconds("--jwt-svid-ttl", jwtSvidTtl),
        Optional.ofNullable(hint).orElse(""),
        Optional.ofNullable(dnsNames).orElse(List.of()),
        Optional.ofNullable(federatesWith).orElse(List.of()).stream()
            .map(EntrySettingsOptions::trustDomain)
            .toList(),
        Optional.ofNullable(expiresAt).flatMap(EntrySettingsOptions::time),
        Boolean.TRUE.equals(admin),
        Boolean.TRUE.equals(downstream),
        Boolean.TRUE.equals(storeSvid),
        AdditionalAttributes.NONE);
  }

  /// The fields that are specified.
  public Set<EntryField> named() {
    var named = EnumSet.noneOf(EntryField.class);
    add(named, EntryField.X509_SVID_TTL, x509SvidTtl);
    add(named, EntryField.JWT_SVID_TTL, jwtSvidTtl);
    add(named, EntryField.HINT, hint);
    add(named, EntryField.DNS_NAMES, dnsNames);
    add(named, EntryField.FEDERATES_WITH, federatesWith);
    add(named, EntryField.EXPIRES_AT, expiresAt);
    add(named, EntryField.ADMIN, admin);
    add(named, EntryField.DOWNSTREAM, downstream);
    add(named, EntryField.STORE_SVID, storeSvid);
    return named;
  }

  private static void add(Set<EntryField> named, EntryField field, @Nullable Object value) {
    if (value != null) {
      named.add(field);
    }
  }

  private static int seconds(String option, @Nullable Duration ttl) {
    var seconds = ttl == null ? 0 : ttl.toSeconds();
    if (seconds != (int) seconds) {
      throw ProblemException.malformed(
          "malformed-duration", option + " is longer than SPIRE supports", "");
    }
    return (int) seconds;
  }

  private static String trustDomain(String text) {
    return text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.equals(NEVER)
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond(OffsetDateTime.parse(text).toEpochSecond()));
    } catch (DateTimeParseException e) {
      throw ProblemException.malformed(
          "malformed-time",
          "\"" + text + "\" is not a time",
          "use a time such as 2027-01-31T00:00:00Z, or never");
    }
  }
}
