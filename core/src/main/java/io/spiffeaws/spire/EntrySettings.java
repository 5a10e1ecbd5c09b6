package io.spiffeaws.spire;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The settings of an entry: the fields that may change without making it a different entry (SPIRE
/// API, `spire.api.types.Entry`).
///
/// @param x509SvidTtl seconds; 0 is the server's default
/// @param jwtSvidTtl seconds; 0 is the server's default
/// @param hint the operator's label, empty for none; at most 1024 characters
/// @param dnsNames in order, since the first becomes the common name
/// @param federatesWith names of trust domains without scheme, sorted
/// @param expiresAt when the server deletes the entry, to the second; empty for never
/// @param admin whether the ID may use the server's management API
/// @param downstream whether the ID is a SPIRE server below this one
/// @param storeSvid whether the SVID is stored through an SVIDStore plugin
public record EntrySettings(
    int x509SvidTtl,
    int jwtSvidTtl,
    String hint,
    List<String> dnsNames,
    List<String> federatesWith,
    Optional<Instant> expiresAt,
    boolean admin,
    boolean downstream,
    boolean storeSvid,
    AdditionalAttributes additionalAttributes) {

  /// The settings of an entry that specifies none.
  public static final EntrySettings DEFAULT =
      new EntrySettings(
          0,
          0,
          "",
          List.of(),
          List.of(),
          Optional.empty(),
          false,
          false,
          false,
          AdditionalAttributes.NONE);

  public EntrySettings {
    dnsNames = List.copyOf(dnsNames);
    federatesWith = federatesWith.stream().distinct().sorted().toList();
  }

  /// Returns the fields in which the two differ.
  public Set<EntryField> differing(EntrySettings other) {
    var fields = EnumSet.noneOf(EntryField.class);
    for (var field : EntryField.values()) {
      if (!field.values(this).equals(field.values(other))) {
        fields.add(field);
      }
    }
    return fields;
  }

  /// Returns these settings, with the given fields copied from other settings.
  public EntrySettings with(Set<EntryField> fields, EntrySettings others) {
    return new EntrySettings(
        from(EntryField.X509_SVID_TTL, fields, others).x509SvidTtl,
        from(EntryField.JWT_SVID_TTL, fields, others).jwtSvidTtl,
        from(EntryField.HINT, fields, others).hint,
        from(EntryField.DNS_NAMES, fields, others).dnsNames,
        from(EntryField.FEDERATES_WITH, fields, others).federatesWith,
        from(EntryField.EXPIRES_AT, fields, others).expiresAt,
        from(EntryField.ADMIN, fields, others).admin,
        from(EntryField.DOWNSTREAM, fields, others).downstream,
        from(EntryField.STORE_SVID, fields, others).storeSvid,
        from(EntryField.ADDITIONAL_ATTRIBUTES, fields, others).additionalAttributes);
  }

  private EntrySettings from(EntryField field, Set<EntryField> fields, EntrySettings others) {
    return fields.contains(field) ? others : this;
  }
}
