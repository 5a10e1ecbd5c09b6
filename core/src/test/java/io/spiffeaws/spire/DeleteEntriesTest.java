package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.DeleteEntries.Which;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeleteEntriesTest {
  private static final SpiffeId OTHER = SpiffeId.parse("spiffe://example.org/other");

  private final FakeEntries entries =
      new FakeEntries()
          .with("1", Samples.app())
          .with("2", Samples.app())
          .with("cluster.3", Samples.app())
          .with("4", Samples.entry(OTHER))
          .with("cluster.5", Samples.entry(SpiffeId.parse("spiffe://example.org/foreign")));

  private final StopRequest stop = new StopRequest();

  @Test
  void deletesByEntryId() {
    assertThat(delete(new Which.ById("4"), false).changes().getFirst().action())
        .isEqualTo(Change.Action.DELETED);
    assertThat(entries.held).extracting(RegistrationEntry::id).doesNotContain("4").hasSize(4);
  }

  @Test
  void deletesOnlyEntryOfSpiffeId() {
    assertThat(delete(new Which.BySpiffeId(OTHER), false).changes()).hasSize(1);
    assertThat(entries.held).hasSize(4);
  }

  @Test
  void deletesSeveralExceptForeignEntries() {
    var changes = delete(new Which.BySpiffeId(Samples.APP), false);
    assertThat(changes.changes())
        .extracting(Change::action)
        .containsExactly(Change.Action.DELETED, Change.Action.DELETED, Change.Action.UNCHANGED);
    assertThat(entries.held)
        .extracting(RegistrationEntry::id)
        .containsExactly("cluster.3", "4", "cluster.5");
  }

  @Test
  void reportsPlannedDeletionsInDryRun() {
    var changes = delete(new Which.BySpiffeId(Samples.APP), true);
    assertThat(changes.changes().getFirst().detail()).contains("- selectors: unix:uid:1000");
    assertThat(entries.held).hasSize(5);
  }

  @Test
  void rejectsDeletionOfForeignEntries() {
    assertThatThrownBy(() -> delete(new Which.ById("cluster.5"), false))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Refused.class));
  }

  @Test
  void reportsMissingEntriesAsUnchanged() {
    var absent = SpiffeId.parse("spiffe://example.org/absent");
    var before = List.copyOf(entries.held);
    for (var which : List.of(new Which.ById("9"), new Which.BySpiffeId(absent))) {
      assertThat(delete(which, false).changes())
          .singleElement()
          .satisfies(change -> assertThat(change.action()).isEqualTo(Change.Action.UNCHANGED));
    }
    assertThat(entries.held).isEqualTo(before);
  }

  @Test
  void stopLeavesTheEntriesOfFurtherBatches() {
    for (var i = 10; i < 10 + RegistrationEntries.BATCH; i++) {
      entries.with("" + i, Samples.app());
    }
    entries.afterDelete = stop::make;

    var result = run(new Which.BySpiffeId(Samples.APP), false);

    assertThat(result.changes().made()).isEqualTo(RegistrationEntries.BATCH);
    assertThat(result.notTried()).isEqualTo(2);
    assertThat(result.planned()).isEqualTo(RegistrationEntries.BATCH + 2);
    assertThat(entries.calls).containsExactly("list", "delete " + RegistrationEntries.BATCH);
  }

  @Test
  void stopBeforeTheFirstDeletionLeavesEverything() {
    stop.make();
    assertThat(run(new Which.ById("4"), false).notTried()).isEqualTo(1);
    assertThat(entries.held).hasSize(5);
  }

  private Changes delete(Which which, boolean dryRun) {
    return run(which, dryRun).changes();
  }

  private StoppableChanges run(Which which, boolean dryRun) {
    return new DeleteEntries(entries, new EntryOwner(List.of("cluster.")), stop)
        .run(new DeleteEntries.Request(which, dryRun));
  }
}
