package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisterEntryTest {
  private static final Set<EntryField> TTL = Set.of(EntryField.JWT_SVID_TTL);

  private final FakeEntries entries = new FakeEntries();

  @Test
  void createsMissingEntry() {
    var change = register(Samples.ttl(300), TTL, false, false);
    assertThat(change.action()).isEqualTo(Change.Action.CREATED);
    assertThat(change.id()).isEqualTo("made-1");
    assertThat(change.detail())
        .isEqualTo(
            """
            + parent_id: spiffe://example.org/host
            + selectors: unix:uid:1000
            + jwt_svid_ttl: 5m\
            """);
    assertThat(entries.held).hasSize(1);
  }

  @Test
  void isIdempotent() {
    register(Samples.ttl(300), TTL, false, false);
    assertThat(register(Samples.ttl(300), TTL, false, false).action())
        .isEqualTo(Change.Action.UNCHANGED);
  }

  @Test
  void keepsUnspecifiedSettings() {
    entries.with("e", Samples.app().with(Samples.ttl(300)));
    assertThat(register(EntrySettings.DEFAULT, Set.of(), false, false).action())
        .isEqualTo(Change.Action.UNCHANGED);
    assertThat(entries.held.getFirst().settings().jwtSvidTtl()).isEqualTo(300);
  }

  @Test
  void resetsUnspecifiedSettingsIfExact() {
    entries.with("e", Samples.app().with(Samples.ttl(300)));
    var change = register(EntrySettings.DEFAULT, Set.of(), true, false);
    assertThat(change.action()).isEqualTo(Change.Action.UPDATED);
    assertThat(change.detail()).isEqualTo("- jwt_svid_ttl: 5m");
    assertThat(entries.held.getFirst().settings()).isEqualTo(EntrySettings.DEFAULT);
  }

  @Test
  void updatesOnlyDifferentFields() {
    entries.with("e", Samples.app().with(Samples.ttl(60)));
    var change = register(Samples.ttl(300), TTL, false, false);
    assertThat(change.detail()).isEqualTo("- jwt_svid_ttl: 1m\n+ jwt_svid_ttl: 5m");
    assertThat(entries.calls).containsExactly("create 1", "update 1 [JWT_SVID_TTL]");
  }

  @Test
  void writesNothingInDryRun() {
    assertThat(register(Samples.ttl(300), TTL, false, true).action())
        .isEqualTo(Change.Action.CREATED);
    entries.with("e", Samples.app());
    assertThat(register(Samples.ttl(300), TTL, false, true).action())
        .isEqualTo(Change.Action.UPDATED);
    assertThat(entries.calls).containsOnly("list");
  }

  @Test
  void reportsForeignEntryAndDoesNotChangeIt() {
    entries.with("cluster.1", Samples.app());
    assertThat(register(EntrySettings.DEFAULT, Set.of(), false, false).detail())
        .contains("managed by another program");
    assertThatThrownBy(() -> register(Samples.ttl(300), TTL, false, false))
        .hasMessageContaining("cluster.1")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Refused.class));
    assertThat(entries.held.getFirst().settings()).isEqualTo(EntrySettings.DEFAULT);
  }

  @Test
  void checksRulesBeforeFirstCall() {
    var id = SpiffeId.parse("spiffe://example.org/spire/x");
    var request =
        new RegisterEntry.Request(
            id,
            Optional.empty(),
            List.of(Samples.UID),
            EntrySettings.DEFAULT,
            Set.of(),
            false,
            false);
    assertThatThrownBy(() -> operation().run(request)).hasMessageContaining("under /spire");
    assertThat(entries.calls).isEmpty();
  }

  @Test
  void throwsProblemOfServer() {
    entries.refused = Optional.of(Samples.APP);
    assertThatThrownBy(() -> register(EntrySettings.DEFAULT, Set.of(), false, false))
        .hasMessage("the server will not");
  }

  private Change register(
      EntrySettings settings, Set<EntryField> named, boolean exact, boolean dryRun) {
    var changes =
        operation()
            .run(
                new RegisterEntry.Request(
                    Samples.APP,
                    Optional.of(Samples.HOST),
                    List.of(Samples.UID),
                    settings,
                    named,
                    exact,
                    dryRun));
    assertThat(changes.dryRun()).isEqualTo(dryRun);
    assertThat(changes.changes()).hasSize(1);
    return changes.changes().getFirst();
  }

  private RegisterEntry operation() {
    return new RegisterEntry(entries, _ -> {}, new EntryOwner(List.of("cluster.")));
  }
}
