package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.Selector;
import java.util.Comparator;

/// Which fields of an entry a request means. The ID is not in a mask: it is always meant.
final class EntryMasks {
  /// Every field, which is what a request without a mask means.
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

  /// The entry, less what the mask does not name.
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

  /// The entry as the datastore answers a write: selectors and DNS names in order. A read gives
  /// them as they were written.
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

  /// Copies the fields that a client may set and that the mask names.
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
