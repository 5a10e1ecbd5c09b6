package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tells the causes of a missing identity apart, and checks the words for each.
class NoIdentityCauseTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final String APP = "spiffe://example.org/s3-app";
  private static final String HOST = "spiffe://example.org/host";
  private static final String AGENT = "spiffe://example.org/spire/agent/join_token/1";
  private static final String OLD_AGENT = "spiffe://example.org/spire/agent/join_token/0";
  private static final String THEN_CHECK =
      "; then check it with: spiffe-aws doctor --role r --wait=15s";
  private static final String CALLER =
      "uid 1000 (alice), gid 1000 (alice), supplementary groups 4 (adm) 2000, pid 42";
  private static final Container UNKNOWN = Container.UNKNOWN;

  private final List<RegistrationEntry> entries = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private Optional<SpiffeId> expected = Optional.of(SpiffeId.parse(APP));
  private Container container = UNKNOWN;
  private String server = "";
  private Optional<String> again = Optional.of("spiffe-aws doctor --role r --wait=15s");

  NoIdentityCauseTest() {
    agents.add(agent(AGENT, "join_token"));
    entries.add(entry("alias", HOST, AGENT, Duration.ofHours(9), "spiffe_id:" + AGENT));
  }

  @Test
  void missingEntryIsCreated() {
    assertThat(check().detail())
        .isEqualTo(
            "the SPIRE server has no registration entry for spiffe://example.org/s3-app; this"
                + " process has uid 1000 (alice), gid 1000 (alice), supplementary groups 4 (adm)"
                + " 2000, pid 42");
    assertThat(check().hint())
        .isEqualTo(
            "create it with: spiffe-aws register spiffe://example.org/s3-app --selector"
                + " unix:uid:1000"
                + THEN_CHECK);
  }

  @Test
  void commandThatWaitsAlreadyIsNotRepeated() {
    again = Optional.empty();
    assertThat(check().hint()).endsWith("--selector unix:uid:1000");
    add("e1", HOST, Duration.ofHours(1), "unix:uid:1001");
    assertThat(check().hint()).contains("--selector unix:uid:1000; if the entry is right");
  }

  @Test
  void missingEntryOfUnknownIdGetsTheNameOfTheUser() {
    expected = Optional.empty();
    server = " --server-socket /s.sock";
    assertThat(check().hint())
        .isEqualTo(
            "create it with: spiffe-aws register spiffe://example.org/alice --selector"
                + " unix:uid:1000 --server-socket /s.sock"
                + THEN_CHECK);
  }

  @Test
  void parentIsSpecifiedIfThereIsNoDefault() {
    entries.clear();
    assertThat(check().hint()).endsWith("unix:uid:1000 --parent-id " + AGENT + THEN_CHECK);

    agents.add(agent(OLD_AGENT, "join_token"));
    assertThat(check().hint())
        .endsWith(
            "--parent-id ID, with the agent of this node: "
                + OLD_AGENT
                + " or "
                + AGENT
                + THEN_CHECK);
  }

  @Test
  void processInPodIsRegisteredByItsPod() {
    container =
        new Container(
            false,
            Optional.of("c".repeat(64)),
            Optional.of("1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"),
            Optional.of("prod"));
    assertThat(check().hint())
        .endsWith(
            "--selector k8s:ns:prod --selector k8s:pod-uid:1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
                + THEN_CHECK);
    assertThat(check().detail())
        .endsWith(
            "Kubernetes namespace prod, pod 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed, container"
                + " cccccccccccc");
  }

  @Test
  void idOfAnotherTrustDomainIsCorrected() {
    expected = Optional.of(SpiffeId.parse("spiffe://exmaple.org/s3-app"));
    assertThat(check().detail())
        .isEqualTo(
            "the trust domain of the SPIRE server is example.org, so it has no entry for"
                + " spiffe://exmaple.org/s3-app");
    assertThat(check().hint()).endsWith("--spiffe-id " + APP);
  }

  @Test
  void entryBelowAnUnknownParentIsMoved() {
    add("e1", "spiffe://example.org/hots", Duration.ofHours(1), "unix:uid:1000");
    assertThat(check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app has the selectors of this process"
                + " (unix:uid:1000), but its parent spiffe://example.org/hots is neither an"
                + " attested agent nor an alias of one; attested: "
                + AGENT);
    assertThat(check().hint())
        .isEqualTo(
            "move the entry to this node with: spiffe-aws entry update e1 --parent-id "
                + HOST
                + THEN_CHECK);
  }

  @Test
  void newEntryBelowAnUnknownParentIsMoved() {
    add("e1", "spiffe://example.org/hots", Duration.ofSeconds(1), "unix:uid:1000");
    assertThat(cause()).isInstanceOf(NoIdentityCause.OtherParent.class);
  }

  @Test
  void entryBelowAnEarlierAgentIsMovedToTheOtherOne() {
    agents.add(agent(OLD_AGENT, "join_token"));
    add("e1", OLD_AGENT, Duration.ofHours(1), "unix:uid:1000");
    assertThat(check().detail())
        .endsWith(
            "but its parent "
                + OLD_AGENT
                + " is another node ("
                + OLD_AGENT
                + "); this node's agent is "
                + AGENT);
    assertThat(check().hint()).endsWith("entry update e1 --parent-id " + HOST + THEN_CHECK);
  }

  @Test
  void localAgentIsUnknownIfThereAreSeveral() {
    agents.add(agent(OLD_AGENT, "x509pop"));
    agents.add(agent("spiffe://example.org/spire/agent/x509pop/2", "x509pop"));
    add("e1", "spiffe://example.org/spire/agent/x509pop/2", Duration.ofHours(1), "unix:uid:1000");
    entries.removeFirst();
    assertThat(check().detail()).endsWith(", and which of them is here is unknown");
    assertThat(check().hint())
        .contains("--parent-id ID, with the agent of this node: " + OLD_AGENT + " or " + AGENT);
  }

  @Test
  void serverWithoutAgentsIsReported() {
    agents.clear();
    add("e1", HOST, Duration.ofHours(1), "unix:uid:1000");
    assertThat(check().detail()).endsWith("the server has no attested agent");
  }

  @ParameterizedTest
  @CsvSource({
    "unix:uid:1001, 'unix:uid: the entry has 1001 (bob), this process has 1000', unix:uid:1000, as user 1001 (bob)",
    "unix:user:bob, 'unix:user: the entry has bob, this process has alice', unix:user:alice, as user bob",
    "unix:gid:5, 'unix:gid: the entry has 5, this process has 1000', unix:gid:1000, with group 5",
    "unix:group:www, 'unix:group: the entry has www, this process has alice', unix:group:alice, with group www"
  })
  void selectorsOfAnotherUserAreCorrected(
      String selector, String difference, String own, String right) {
    add("e1", HOST, Duration.ofHours(1), selector);
    assertThat(check().detail())
        .isEqualTo("the entry e1 for " + APP + " is for another process: " + difference);
    assertThat(check().hint())
        .isEqualTo(
            "if the entry is wrong, correct it with: spiffe-aws entry update e1 --selector "
                + own
                + THEN_CHECK
                + "; if the entry is right, run the program "
                + right);
  }

  @ParameterizedTest
  @CsvSource({
    "unix:path:/usr/bin/app, 'unix:path: the entry has /usr/bin/app, this process has /usr/bin/java', run the program as /usr/bin/app",
    "unix:supplementary_gid:27, 'unix:supplementary_gid: the entry has 27, this process has 4 2000', run the program as a user in group 27",
    "unix:supplementary_group:sudo, 'unix:supplementary_group: the entry has sudo, this process has adm', run the program as a user in group sudo"
  })
  void hintDoesNotWidenAnEntryForAnotherProgramOrGroup(
      String selector, String difference, String hint) {
    add("e1", HOST, Duration.ofHours(1), selector);
    assertThat(check().detail()).endsWith("is for another process: " + difference);
    assertThat(check().hint()).isEqualTo(hint);
  }

  @Test
  void correctionKeepsTheOtherSelectors() {
    add("e1", HOST, Duration.ofHours(1), "unix:gid:1000", "unix:uid:1001", "docker:label:a:b");
    assertThat(check().detail())
        .endsWith(
            "unix:uid: the entry has 1001 (bob), this process has 1000; not checked:"
                + " docker:label:a:b");
    assertThat(check().hint())
        .contains(
            "entry update e1 --selector docker:label:a:b --selector unix:gid:1000 --selector"
                + " unix:uid:1000;");
  }

  @Test
  void selectorsOfContainersDifferForProcessOfTheHost() {
    container = new Container(true, Optional.empty(), Optional.empty(), Optional.empty());
    add("e1", HOST, Duration.ofHours(1), "k8s:ns:prod");
    assertThat(check().detail())
        .endsWith(
            "k8s:ns: the entry has prod, this process has none, since it runs in no container; this"
                + " process has "
                + CALLER);
    assertThat(check().hint()).isEqualTo("run the program in a container with these selectors");
  }

  @Test
  void namespaceOfPodIsCompared() {
    container = new Container(false, Optional.empty(), Optional.empty(), Optional.of("default"));
    add("e1", HOST, Duration.ofHours(1), "k8s:ns:prod", "k8s:sa:app");
    assertThat(check().detail())
        .contains("k8s:ns: the entry has prod, this process has default; not checked: k8s:sa:app");
  }

  @Test
  void newEntryWithSelectorsThatCannotBeComparedIsNotSaidToFit() {
    add("e1", HOST, Duration.ofSeconds(3), "k8s:ns:prod", "unix:uid:1000");
    assertThat(check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app was created 3s ago; agents receive new"
                + " entries within about 5s; not checked: k8s:ns:prod; this process has "
                + CALLER);
    assertThat(check().hint())
        .isEqualTo(
            "to wait for it, run: spiffe-aws doctor --role r --wait=15s; if it fails again, run the"
                + " program in a container with the selectors that were not checked, or compare them"
                + " with this process; the agent's log shows which ones it has");
  }

  @Test
  void oldEntryWithSelectorsThatCannotBeComparedMayBeForAnotherProcess() {
    container = new Container(false, Optional.empty(), Optional.empty(), Optional.of("prod"));
    add("e1", HOST, Duration.ofHours(2), "k8s:sa:app", "k8s:ns:prod");
    assertThat(check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app may be for another process (k8s:ns:prod"
                + " k8s:sa:app, parent spiffe://example.org/host) and was created 2h ago; not"
                + " checked: k8s:sa:app; this process has "
                + CALLER
                + ", Kubernetes namespace prod");
    assertThat(check().hint()).startsWith("compare the selectors that were not checked");
  }

  @Test
  void newEntryIsAwaited() {
    add("e1", HOST, Duration.ofSeconds(3), "unix:uid:1000");
    assertThat(check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app fits this process and was created 3s ago;"
                + " agents receive new entries within about 5s");
    assertThat(check().hint())
        .isEqualTo("to wait for it, run: spiffe-aws doctor --role r --wait=15s");
  }

  @Test
  void clockBehindTheServersDoesNotHideThatAnEntryIsNew() {
    add("e1", HOST, Duration.ofSeconds(-90), "unix:uid:1000");
    assertThat(check().detail()).contains("created 0s ago");
  }

  @Test
  void oldEntryThatFitsHasNotBeenReceived() {
    add("e1", HOST, Duration.ofHours(2), "unix:uid:1000");
    assertThat(check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app fits this process (unix:uid:1000, parent"
                + " spiffe://example.org/host) and was created 2h ago, but the agent has not"
                + " received it");
    assertThat(check().hint()).startsWith("check the agent's log");
  }

  @Test
  void entryByPathNeedsAnAgentThatDiscoversIt() {
    add("e1", HOST, Duration.ofHours(2), "unix:path:/usr/bin/java");
    assertThat(check().hint()).startsWith("set discover_workload_path = true");
  }

  @Test
  void changedEntryIsAwaited() {
    entries.add(
        new RegistrationEntry(
            "e1",
            key(APP, HOST, "unix:uid:1000"),
            EntrySettings.DEFAULT,
            1,
            Optional.of(NOW.minus(Duration.ofHours(1)))));
    assertThat(check().hint()).startsWith("to wait for it");
  }

  @Test
  void bestOfSeveralEntriesIsReported() {
    add("other-user", HOST, Duration.ofHours(1), "unix:uid:1001");
    add("other-parent", "spiffe://example.org/x", Duration.ofHours(1), "unix:uid:1000");
    assertThat(check().detail()).contains("other-parent");
    add("new", HOST, Duration.ofSeconds(3), "unix:uid:1000");
    assertThat(check().detail()).contains("entry new");
  }

  @Test
  void entryOfAnotherProgramIsNotTakenForThisOne() {
    expected = Optional.empty();
    add("e1", HOST, Duration.ofHours(1), "unix:uid:1001");
    assertThat(cause()).isInstanceOf(NoIdentityCause.NoEntry.class);

    add("e2", HOST, Duration.ofHours(1), "unix:uid:1001", "unix:gid:1000");
    assertThat(check().detail()).contains("entry e2");
  }

  @Test
  void entriesOfNodesCount() {
    entries.add(
        entry(
            "cluster",
            "spiffe://example.org/cluster",
            "spiffe://example.org/spire/server",
            Duration.ofHours(1),
            "k8s_psat:cluster:c"));
    agents.clear();
    agents.add(
        new Agent(
            SpiffeId.parse("spiffe://example.org/spire/agent/k8s_psat/c/1"),
            "k8s_psat",
            "1",
            Optional.empty(),
            List.of(Selector.parse("k8s_psat:cluster:c")),
            false,
            true,
            ""));
    add("e1", "spiffe://example.org/cluster", Duration.ofHours(1), "unix:uid:1000");
    assertThat(cause()).isInstanceOf(NoIdentityCause.NotReceived.class);
  }

  private NoIdentityCause cause() {
    return NoIdentityCause.of(caller(), expected, inventory(), NOW);
  }

  private Check check() {
    var hints =
        new NoIdentityHints(
            caller(),
            id -> new Account(id, id == 1001 ? Optional.of("bob") : Optional.empty()),
            expected,
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

  private void add(String id, String parent, Duration age, String... selectors) {
    entries.add(entry(id, APP, parent, age, selectors));
  }

  private static RegistrationEntry entry(
      String id, String spiffeId, String parent, Duration age, String... selectors) {
    return new RegistrationEntry(
        id,
        key(spiffeId, parent, selectors),
        EntrySettings.DEFAULT,
        0,
        Optional.of(NOW.minus(age)));
  }

  private static EntryKey key(String spiffeId, String parent, String... selectors) {
    return new EntryKey(
        SpiffeId.parse(spiffeId),
        SpiffeId.parse(parent),
        Arrays.stream(selectors).map(Selector::parse).toList());
  }

  private static Agent agent(String id, String type) {
    return new Agent(
        SpiffeId.parse(id), type, "1", Optional.empty(), List.of(), false, false, "1.15.3");
  }
}
