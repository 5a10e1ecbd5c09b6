package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.Selector;
import java.util.Comparator;

/// Field masks of entries. The ID is never in a mask: it is always included.
final class EntryMasks {
  /// All fields, the default of a request without a mask.
  static final EntryMask ALL =
      EntryMask.newBuilder()
          .setSpiffeId(true)
          .setParentId(true)
          .setSelectors(true)
          .setX509SvidTtl(true)
          .setFederatesWith(true)
          .setAdmin(true)
          .setDownstream(true)
          .setExpiresAt(true)
          .setDnsNames(true)
          .setRevisionNumber(true)
          .setStoreSvid(true)
          .setJwtSvidTtl(true)
          .setHint(true)
          .setCreatedAt(true)
          .setAdditionalAttributes(true)
          .build();

  private EntryMasks() {}

  /// Returns the entry without the fields that are not in the mask.
  static Entry shown(Entry entry, EntryMask mask) {
    var shown = Entry.newBuilder().setId(entry.getId());
    copyWritable(entry, mask, shown);
    if (mask.getRevisionNumber()) {
      shown.setRevisionNumber(entry.getRevisionNumber());
    }
    if (mask.getCreatedAt()) {
      shown.setCreatedAt(entry.getCreatedAt());
    }
    return shown.build();
  }

  /// Returns the entry as the datastore returns it after a write: with sorted selectors and DNS
  /// names. A read returns them in the order in which they were written.
  static Entry written(Entry entry) {
    return entry.toBuilder()
        .clearSelectors()
        .addAllSelectors(
            entry.getSelectorsList().stream()
                .sorted(Comparator.comparing(Selector::getType).thenComparing(Selector::getValue))
                .toList())
        .clearDnsNames()
        .addAllDnsNames(entry.getDnsNamesList().stream().sorted().toList())
        .build();
  }

  /// Copies the fields that are in the mask and that a client may set.
  static void copyWritable(Entry from, EntryMask mask, Entry.Builder to) {
    copyIdentity(from, mask, to);
    if (mask.getX509SvidTtl()) {
      to.setX509SvidTtl(from.getX509SvidTtl());
    }
    if (mask.getJwtSvidTtl()) {
      to.setJwtSvidTtl(from.getJwtSvidTtl());
    }
    if (mask.getFederatesWith()) {
      to.clearFederatesWith().addAllFederatesWith(from.getFederatesWithList());
    }
    if (mask.getDnsNames()) {
      to.clearDnsNames().addAllDnsNames(from.getDnsNamesList());
    }
    if (mask.getExpiresAt()) {
      to.setExpiresAt(from.getExpiresAt());
    }
    if (mask.getHint()) {
      to.setHint(from.getHint());
    }
    copyFlags(from, mask, to);
  }

  private static void copyIdentity(Entry from, EntryMask mask, Entry.Builder to) {
    if (mask.getSpiffeId()) {
      to.setSpiffeId(from.getSpiffeId());
    }
    if (mask.getParentId()) {
      to.setParentId(from.getParentId());
    }
    if (mask.getSelectors()) {
      to.clearSelectors().addAllSelectors(from.getSelectorsList());
    }
  }

  private static void copyFlags(Entry from, EntryMask mask, Entry.Builder to) {
    if (mask.getAdmin()) {
      to.setAdmin(from.getAdmin());
    }
    if (mask.getDownstream()) {
      to.setDownstream(from.getDownstream());
    }
    if (mask.getStoreSvid()) {
      to.setStoreSvid(from.getStoreSvid());
    }
    if (mask.getAdditionalAttributes()) {
      to.clearAdditionalAttributes();
      if (from.hasAdditionalAttributes()) {
        to.setAdditionalAttributes(from.getAdditionalAttributes());
      }
    }
  }
}
