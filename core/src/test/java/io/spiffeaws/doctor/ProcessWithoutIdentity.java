package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.system.Account;
import io.spiffeaws.system.Caller;
import io.spiffeaws.system.Caller.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A process for which the agent has no identity, on the only node of a server that has one alias
/// for its nodes and no entry for workloads. Not thread-safe.
final class ProcessWithoutIdentity {
  static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  static final String APP = "spiffe://example.org/s3-app";
  static final String HOST = "spiffe://example.org/host";
  static final String AGENT = "spiffe://example.org/spire/agent/join_token/1";
  static final String OLD_AGENT = "spiffe://example.org/spire/agent/join_token/0";
  static final String THEN_CHECK = "; then check it with: spiffe-aws doctor --role r --wait=15s";
  static final String CALLER =
      "uid 1000 (alice), gid 1000 (alice), supplementary groups 4 (adm) 2000, pid 42";

  final List<RegistrationEntry> entries = new ArrayList<>();
  final List<Agent> agents = new ArrayList<>();
  Optional<SpiffeId> expected = Optional.of(SpiffeId.parse(APP));
  List<SpiffeId> trusted = List.of();
  Container container = Container.UNKNOWN;
  String server = "";
  Optional<String> again = Optional.of("spiffe-aws doctor --role r --wait=15s");

  ProcessWithoutIdentity() {
    agents.add(agent(AGENT, "join_token"));
    entries.add(entry("alias", HOST, AGENT, Duration.ofHours(9), "spiffe_id:" + AGENT));
  }

  NoIdentityCause cause() {
    return NoIdentityCause.of(caller(), expected, inventory(), NOW);
  }

  /// Returns the check with its hint, as `doctor` shows it.
  Check check() {
    var hints =
        new NoIdentityHints(
            caller(),
            id -> new Account(id, id == 1001 ? Optional.of("bob") : Optional.empty()),
            expected,
            trusted,
            Optional.empty(),
            Optional.of("example.org"),
            new NodeReach(inventory()).all(),
            new ReaderCommands(again, server));
    return new NoIdentityText(hints, new NodeParents(inventory())).of(cause());
  }

  private Inventory inventory() {
    return new Inventory(entries, agents);
  }

  private Caller caller() {
    return new Caller(
        OptionalLong.of(42),
        Optional.of(new Account(1000, Optional.of("alice"))),
        Optional.of(new Account(1000, Optional.of("alice"))),
        List.of(new Account(4, Optional.of("adm")), new Account(2000, Optional.empty())),
        Optional.of(Path.of("/usr/bin/java")),
        container);
  }

  /// Adds an entry for the expected SPIFFE ID.
  void add(String id, String parent, Duration age, String... selectors) {
    entries.add(entry(id, APP, parent, age, selectors));
  }

  static RegistrationEntry entry(
      String id, String spiffeId, String parent, Duration age, String... selectors) {
    return new RegistrationEntry(
        id,
        key(spiffeId, parent, selectors),
        EntrySettings.DEFAULT,
        0,
        Optional.of(NOW.minus(age)));
  }

  static EntryKey key(String spiffeId, String parent, String... selectors) {
    return new EntryKey(
        SpiffeId.parse(spiffeId),
        SpiffeId.parse(parent),
        Arrays.stream(selectors).map(Selector::parse).toList());
  }

  static Agent agent(String id, String type) {
    return new Agent(
        SpiffeId.parse(id), type, "1", Optional.empty(), List.of(), false, false, "1.15.3");
  }
}
