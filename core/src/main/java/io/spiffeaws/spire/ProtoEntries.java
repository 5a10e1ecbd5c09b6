package io.spiffeaws.spire;

import com.google.protobuf.StringValue;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.proto.entry.ListEntriesRequest;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.SelectorMatch.MatchBehavior;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Converts records to SPIRE's protobuf messages and back.
final class ProtoEntries {
  private ProtoEntries() {}

  static RegistrationEntry entry(Entry entry) {
    return converted(() ->
        new RegistrationEntry(
            entry.getId(),
            new EntryKey(
                id(entry.getSpiffeId()),
                id(entry.getParentId()),
                selectors(entry.getSelectorsList())),
            settings(entry),
            entry.getRevisionNumber(),
            EntryJson.time(entry.getCreatedAt())));
  }

  static Entry message(RegistrationEntry entry) {
    var settings = entry.settings();
    var message =
        Entry.newBuilder()
            .setId(entry.id())
            .setSpiffeId(message(entry.spiffeId()))
            .setParentId(message(entry.parentId()))
            .addAllSelectors(entry.key().selectors().stream().map(ProtoEntries::message).toList())
            .setX509SvidTtl(settings.x509SvidTtl())
            .setJwtSvidTtl(settings.jwtSvidTtl())
            .setHint(settings.hint())
            .addAllDnsNames(settings.dnsNames())
            .addAllFederatesWith(settings.federatesWith())
            .setExpiresAt(settings.expiresAt().map(Instant::getEpochSecond).orElse(0L))
            .setAdmin(settings.admin())
            .setDownstream(settings.downstream())
            .setStoreSvid(settings.storeSvid());
    var attributes = settings.additionalAttributes();
    if (!attributes.equals(AdditionalAttributes.NONE)) {
      message
          .getAdditionalAttributesBuilder()
          .setDisableX509SvidPrefetch(attributes.disableX509SvidPrefetch())
          .setJwtSvidIncludeJti(attributes.jwtSvidIncludeJti());
    }
    return message.build();
  }

  static EntryMask mask(Set<EntryField> fields) {
    return EntryMask.newBuilder()
        .setX509SvidTtl(fields.contains(EntryField.X509_SVID_TTL))
        .setJwtSvidTtl(fields.contains(EntryField.JWT_SVID_TTL))
        .setHint(fields.contains(EntryField.HINT))
        .setDnsNames(fields.contains(EntryField.DNS_NAMES))
        .setFederatesWith(fields.contains(EntryField.FEDERATES_WITH))
        .setExpiresAt(fields.contains(EntryField.EXPIRES_AT))
        .setAdmin(fields.contains(EntryField.ADMIN))
        .setDownstream(fields.contains(EntryField.DOWNSTREAM))
        .setStoreSvid(fields.contains(EntryField.STORE_SVID))
        .setAdditionalAttributes(fields.contains(EntryField.ADDITIONAL_ATTRIBUTES))
        .build();
  }

  static ListEntriesRequest.Filter message(EntryFilter filter) {
    var message = ListEntriesRequest.Filter.newBuilder();
    filter.spiffeId().ifPresent(id -> message.setBySpiffeId(message(id)));
    filter.parentId().ifPresent(id -> message.setByParentId(message(id)));
    filter.hint().ifPresent(hint -> message.setByHint(StringValue.of(hint)));
    if (!filter.selectors().isEmpty()) {
      message
          .getBySelectorsBuilder()
          .addAllSelectors(filter.selectors().stream().map(ProtoEntries::message).toList())
          .setMatch(behaviour(filter.match()));
    }
    return message.build();
  }

  static Agent agent(io.spiffeaws.spire.proto.types.Agent agent) {
    return converted(() ->
        new Agent(
            id(agent.getId()),
            agent.getAttestationType(),
            agent.getX509SvidSerialNumber(),
            EntryJson.time(agent.getX509SvidExpiresAt()),
            selectors(agent.getSelectorsList()),
            agent.getBanned(),
            agent.getCanReattest(),
            agent.getAgentVersion()));
  }

  private static EntrySettings settings(Entry entry) {
    var attributes = entry.getAdditionalAttributes();
    return new EntrySettings(
        entry.getX509SvidTtl(),
        entry.getJwtSvidTtl(),
        entry.getHint(),
        entry.getDnsNamesList(),
        entry.getFederatesWithList(),
        EntryJson.time(entry.getExpiresAt()),
        entry.getAdmin(),
        entry.getDownstream(),
        entry.getStoreSvid(),
        new AdditionalAttributes(
            attributes.getDisableX509SvidPrefetch(), attributes.getJwtSvidIncludeJti()));
  }

  private static MatchBehavior behaviour(SelectorMatch match) {
    return switch (match) {
      case SUPERSET -> MatchBehavior.MATCH_SUPERSET;
      case SUBSET -> MatchBehavior.MATCH_SUBSET;
      case EXACT -> MatchBehavior.MATCH_EXACT;
      case ANY -> MatchBehavior.MATCH_ANY;
    };
  }

  private static SPIFFEID message(SpiffeId id) {
    return SPIFFEID.newBuilder().setTrustDomain(id.trustDomain()).setPath(id.path()).build();
  }

  private static SpiffeId id(SPIFFEID id) {
    return new SpiffeId(id.getTrustDomain(), id.getPath());
  }

  private static io.spiffeaws.spire.proto.types.Selector message(Selector selector) {
    return io.spiffeaws.spire.proto.types.Selector.newBuilder()
        .setType(selector.type())
        .setValue(selector.value())
        .build();
  }

  private static List<Selector> selectors(List<io.spiffeaws.spire.proto.types.Selector> selectors) {
    return selectors.stream()
        .map(selector -> new Selector(selector.getType(), selector.getValue()))
        .toList();
  }

  /// Reports an invalid value in an answer as unexpected, since it is not an error of the caller.
  private static <T> T converted(Supplier<T> read) {
    try {
      return read.get();
    } catch (ProblemException e) {
      throw ProblemException.unexpected(
          "unknown-answer",
          "unexpected answer from the SPIRE server: " + e.problem().message(),
          "");
    }
  }
}
