package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.spiffe.SpiffeId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterEntriesTest {
  private final FakeEntries entries = new FakeEntries();
  private final List<String> progress = new ArrayList<>();
  private final StopRequest stop = new StopRequest();
  private int stopAt = -1;

  @Test
  void createsInBatchesAndReportsProgress() {
    var changes = register(some(250), false).changes();
    assertThat(changes.changes()).hasSize(250).allMatch(is(Change.Action.CREATED));
    assertThat(entries.calls).containsExactly("list", "create 100", "create 100", "create 50");
    assertThat(progress).containsExactly("0/250", "100/250", "200/250", "250/250");
  }

  @Test
  void writesNoFurtherBatchOnceAStopIsRequested() {
    stopAt = 100;
    var result = register(some(250), false);
    assertThat(result.changes().changes()).hasSize(100).allMatch(is(Change.Action.CREATED));
    assertThat(result.notTried()).isEqualTo(150);
    assertThat(entries.held).hasSize(100);
  }

  @Test
  void isIdempotent() {
    register(some(250), false);
    entries.calls.clear();
    assertThat(register(some(250), false).changes().changes())
        .hasSize(250)
        .allMatch(is(Change.Action.UNCHANGED));
    assertThat(entries.calls).containsExactly("list");
  }

  @Test
  void planMatchesRun() {
    var random = new SplittableRandom(3);
    for (var round = 0; round < 50; round++) {
      entries.held.clear();
      var wanted = some(random.nextInt(1, 120));
      for (var entry : wanted) {
        if (random.nextBoolean()) {
          entries.with(
              (random.nextInt(4) == 0 ? "cluster." : "e-") + entries.held.size(),
              entry.with(Samples.ttl(random.nextInt(2) * 60)));
        }
      }
      var planned = register(wanted, true).changes().changes();
      var done = register(wanted, false).changes().changes();
      assertThat(planned).extracting(Change::action).isEqualTo(actions(done));
      assertThat(planned).extracting(Change::detail).isEqualTo(details(done));
      assertThat(register(wanted, false).changes().changes())
          .noneMatch(is(Change.Action.CREATED))
          .noneMatch(is(Change.Action.UPDATED));
    }
  }

  @Test
  void resetsFieldsMissingFromDocument() {
    entries.with("e", Samples.app().with(Samples.ttl(300)));
    assertThat(register(List.of(Samples.app()), false).changes().changes().getFirst().detail())
        .isEqualTo("- jwt_svid_ttl: 5m");
  }

  @Test
  void reportsFailedEntryAndWritesOthers() {
    var wanted = some(3);
    entries.refused = Optional.of(wanted.get(1).spiffeId());
    var changes = register(wanted, false).changes();
    assertThat(changes.anyFailed()).isTrue();
    assertThat(actions(changes.changes()))
        .containsExactly(Change.Action.CREATED, Change.Action.FAILED, Change.Action.CREATED);
    assertThat(changes.changes().get(1).detail()).isEqualTo("the server will not");
  }

  @Test
  void reportsWrittenEntriesIfServerStopsDuringRun() {
    entries.callsLeft = 2;
    var result = register(some(250), false);
    assertThat(result.stopped()).isPresent();
    assertThat(result.changes().changes().subList(0, 100)).allMatch(is(Change.Action.CREATED));
    assertThat(result.changes().changes().subList(100, 250)).allMatch(is(Change.Action.FAILED));
  }

  @Test
  void throwsIfFirstCallFails() {
    entries.callsLeft = 0;
    assertThatThrownBy(() -> register(some(3), false)).hasMessage("the server is gone");
  }

  @Test
  void readsWholeFileBeforeFirstWrite() {
    var text = EntriesFile.print(some(300)).replace("\n]}\n", ",\n{}\n]}\n");
    assertThatThrownBy(() -> register(file(text), false))
        .hasMessageContaining("entry 301 on line 302");
    assertThat(entries.calls).isEmpty();
  }

  @Test
  void rejectsContradictingEntries() {
    var twice = List.of(Samples.app(), Samples.app().with(Samples.ttl(300)));
    assertThatThrownBy(() -> register(twice, false)).hasMessageContaining("two entries");
    assertThat(register(List.of(Samples.app(), Samples.app()), false).changes().changes())
        .hasSize(1);
  }

  @Test
  void doesNotChangeForeignEntries() {
    entries.with("cluster.1", Samples.app());
    var changes = register(List.of(Samples.app().with(Samples.ttl(300))), false).changes();
    assertThat(actions(changes.changes())).containsExactly(Change.Action.FAILED);
    assertThat(entries.held.getFirst().settings()).isEqualTo(EntrySettings.DEFAULT);
  }

  @Test
  void acceptsOutputOfExport() {
    var random = new SplittableRandom(5);
    for (var i = 0; i < 60; i++) {
      entries.with("e-" + i, Samples.random(random));
    }
    var exported = new ExportEntries(entries, EntryOwner.THIS_CHAIN_ONLY).run();
    assertThat(register(file(exported), false).changes().changes())
        .hasSize(60)
        .allMatch(is(Change.Action.UNCHANGED));
    var before = new ArrayList<>(entries.held);
    entries.held.clear();
    register(file(exported), false);
    assertThat(entries.held).containsExactlyInAnyOrderElementsOf(before);
  }

  private RegisterEntries.Result register(List<RegistrationEntry> wanted, boolean dryRun) {
    return register(file(EntriesFile.print(wanted)), dryRun);
  }

  private void reached(int done, int total) {
    progress.add(done + "/" + total);
    if (done == stopAt) {
      stop.make();
    }
  }

  private RegisterEntries.Result register(EntriesFile file, boolean dryRun) {
    return new RegisterEntries(entries, new EntryOwner(List.of("cluster.")), this::reached, stop)
        .run(new RegisterEntries.Request(file, dryRun));
  }

  private static EntriesFile file(String text) {
    return new EntriesFile(
        "test.json", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<RegistrationEntry> some(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Samples.entry(new SpiffeId("example.org", "/app-" + i)))
        .toList();
  }

  private static Predicate<Change> is(Change.Action action) {
    return change -> change.action() == action;
  }

  private static List<Change.Action> actions(List<Change> changes) {
    return changes.stream().map(Change::action).toList();
  }

  private static List<String> details(List<Change> changes) {
    return changes.stream().map(Change::detail).toList();
  }
}
