package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import java.nio.charset.StandardCharsets;

/// Validation of registration entries before they are stored. First come the rules of the API
/// conversion (`pkg/server/api/entry.go`), then those of the datastore (`validateRegistrationEntry`
/// in `pkg/server/datastore/sqlstore`).
final class EntryValidation {
  private static final int MAX_HINT_BYTES = 1024;
  private static final int MAX_ID_BYTES = 255;

  private final String trustDomain;

  EntryValidation(String trustDomain) {
    this.trustDomain = trustDomain;
  }

  /// Checks the fields in the mask and returns the entry in canonical form.
  Entry convert(Entry entry, EntryMask mask) throws RequestError {
    var converted = entry.toBuilder();
    if (mask.getParentId()) {
      converted.setParentId(parentId(entry));
    }
    if (mask.getSpiffeId()) {
      converted.setSpiffeId(spiffeId(entry));
    }
    if (mask.getDnsNames()) {
      checkDnsNames(entry);
    }
    if (mask.getFederatesWith()) {
      converted.clearFederatesWith();
      for (var name : entry.getFederatesWithList()) {
        converted.addFederatesWith(federated(name));
      }
    }
    if (mask.getSelectors()) {
      if (entry.getSelectorsList().isEmpty()) {
        throw RequestError.invalid("selector list is empty");
      }
      Selectors.check(entry.getSelectorsList());
    }
    if (mask.getHint()
        && entry.getHint().getBytes(StandardCharsets.UTF_8).length > MAX_HINT_BYTES) {
      throw RequestError.invalid(
          "hint is too long, max length is " + MAX_HINT_BYTES + " characters");
    }
    if (entry.hasAdditionalAttributes()
        && entry
            .getAdditionalAttributes()
            .equals(Entry.AdditionalAttributes.getDefaultInstance())) {
      converted.clearAdditionalAttributes();
    }
    return converted.build();
  }

  /// Checks the datastore's rules for a new entry.
  static void checkNew(Entry entry) throws RequestError {
    if (entry.getStoreSvid()) {
      if (entry.getAdditionalAttributes().getDisableX509SvidPrefetch()) {
        throw stored("specifying cache behaviour is incompatible with storable SVIDs");
      }
      checkOneType(entry);
    }
    if (entry.getId().getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
      throw stored("invalid registration entry: entry ID too long");
    }
    if (!entry.getId().matches("[A-Za-z0-9._-]*")) {
      throw stored("invalid registration entry: entry ID contains invalid characters");
    }
    checkTtls(entry, EntryMasks.ALL);
  }

  /// Checks the datastore's rules for an update.
  static void checkUpdate(Entry entry, EntryMask mask) throws RequestError {
    checkTtls(entry, mask);
  }

  /// Checks that all selectors of a storable SVID have the same type.
  static void checkOneType(Entry entry) throws RequestError {
    if (entry.getSelectorsList().stream().map(s -> s.getType()).distinct().count() > 1) {
      throw stored(
          "invalid registration entry: selector types must be the same when store SVID is enabled");
    }
  }

  private static void checkTtls(Entry entry, EntryMask mask) throws RequestError {
    if (mask.getX509SvidTtl() && entry.getX509SvidTtl() < 0) {
      throw stored("invalid registration entry: X509SvidTtl is not set");
    }
    if (mask.getJwtSvidTtl() && entry.getJwtSvidTtl() < 0) {
      throw stored("invalid registration entry: JwtSvidTtl is not set");
    }
  }

  private io.spiffeaws.spire.proto.types.SPIFFEID parentId(Entry entry) throws RequestError {
    try {
      return SpiffeIds.member(entry.getParentId(), entry.hasParentId(), trustDomain);
    } catch (RequestError e) {
      throw e.during("invalid parent ID");
    }
  }

  private io.spiffeaws.spire.proto.types.SPIFFEID spiffeId(Entry entry) throws RequestError {
    try {
      return SpiffeIds.workload(entry.getSpiffeId(), entry.hasSpiffeId(), trustDomain);
    } catch (RequestError e) {
      throw e.during("invalid spiffe ID");
    }
  }

  private static void checkDnsNames(Entry entry) throws RequestError {
    for (var name : entry.getDnsNamesList()) {
      try {
        DnsNames.check(name);
      } catch (RequestError e) {
        throw e.during("invalid DNS name");
      }
    }
  }

  private static String federated(String name) throws RequestError {
    try {
      return SpiffeIds.trustDomain(name);
    } catch (RequestError e) {
      throw e.during("invalid federated trust domain");
    }
  }

  private static RequestError stored(String why) {
    return RequestError.invalid("datastore-validation: " + why);
  }
}
