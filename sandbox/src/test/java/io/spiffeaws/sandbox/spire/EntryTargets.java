package io.spiffeaws.sandbox.spire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.Selector;
import java.util.List;

/// The parsers of this package.
public final class EntryTargets {
  private EntryTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.bytes("entry of a request", EntryTargets::entry, sample()),
        Target.text(
            "SPIFFE ID of a request",
            text -> {
              try {
                SpiffeIds.parse(text);
              } catch (RequestError e) {
                throw RequestTarget.rejected();
              }
            },
            "spiffe://example.org/a/b"));
  }

  private static void entry(byte[] message) {
    try {
      var entry =
          new EntryValidation("example.org").convert(Entry.parseFrom(message), EntryMasks.ALL);
      EntryValidation.checkNew(entry);
      EntryMasks.written(entry);
    } catch (RequestError | InvalidProtocolBufferException e) {
      throw RequestTarget.rejected();
    }
  }

  private static byte[] sample() {
    return Entry.newBuilder()
        .setSpiffeId(SPIFFEID.newBuilder().setTrustDomain("example.org").setPath("/a"))
        .setParentId(SPIFFEID.newBuilder().setTrustDomain("example.org").setPath("/host"))
        .addSelectors(Selector.newBuilder().setType("unix").setValue("uid:1000"))
        .addDnsNames("a.example.org")
        .addFederatesWith("b.org")
        .setX509SvidTtl(60)
        .setHint("h")
        .build()
        .toByteArray();
  }
}
