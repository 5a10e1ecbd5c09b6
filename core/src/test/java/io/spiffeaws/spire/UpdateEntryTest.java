package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpdateEntryTest {
  private static final SpiffeId NODE = SpiffeId.parse("spiffe://example.org/node");
  private static final Selector OTHER = Selector.parse("unix:uid:1001");

  private final FakeEntries entries = new FakeEntries().with("e1", Samples.app());

  @Test
  void movesAnEntryAndKeepsItsSelectors() {
    assertThat(update(Optional.of(NODE), List.of(), false)).isEqualTo(Change.Action.UPDATED);
    assertThat(entries.held.getFirst().key())
        .isEqualTo(new EntryKey(Samples.APP, NODE, List.of(Samples.UID)));
    assertThat(update(Optional.of(NODE), List.of(), false)).isEqualTo(Change.Action.UNCHANGED);
  }

  @Test
  void replacesAllSelectors() {
    update(Optional.empty(), List.of(OTHER), false);
    assertThat(entries.held).hasSize(1);
    assertThat(entries.held.getFirst().key().selectors()).containsExactly(OTHER);
  }

  @Test
  void dryRunWritesNothing() {
    assertThat(update(Optional.of(NODE), List.of(), true)).isEqualTo(Change.Action.UPDATED);
    assertThat(entries.held.getFirst().parentId()).isEqualTo(Samples.HOST);
  }

  @Test
  void rejectsAnEntryThatWouldEqualAnother() {
    entries.with(
        "e2",
        RegistrationEntry.of(
            new EntryKey(Samples.APP, NODE, List.of(Samples.UID)), EntrySettings.DEFAULT));
    assertThatThrownBy(() -> update(Optional.of(NODE), List.of(), false))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("same-entry-exists"));
  }

  @Test
  void missingEntryIsReported() {
    entries.held.clear();
    assertThatThrownBy(() -> update(Optional.of(NODE), List.of(), false))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Missing.class));
  }

  private Change.Action update(
      Optional<SpiffeId> parent, List<Selector> selectors, boolean dryRun) {
    return new UpdateEntry(entries, EntryOwner.THIS_CHAIN_ONLY)
        .run(new UpdateEntry.Request("e1", parent, selectors, dryRun))
        .changes()
        .getFirst()
        .action();
  }
}
