package io.spiffeaws.spire;

import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Ensures that an entry exists and has the specified settings.
public final class RegisterEntry {
  /// The desired state of an entry.
  ///
  /// @param parentId empty for the default, which [DefaultParent] finds
  /// @param selectors at least one
  /// @param named the settings to update on an existing entry; the others are not changed
  /// @param exact whether the other settings are reset to their defaults
  /// @param dryRun whether nothing is written
  public record Request(
      SpiffeId spiffeId,
      Optional<SpiffeId> parentId,
      List<Selector> selectors,
      EntrySettings settings,
      Set<EntryField> named,
      boolean exact,
      boolean dryRun) {

    public Request {
      selectors = List.copyOf(selectors);
      named = Set.copyOf(named);
    }
  }

  private final RegistrationEntries entries;
  private final DefaultParent defaultParent;
  private final EntryOwner owner;

  public RegisterEntry(RegistrationEntries entries, Agents agents, EntryOwner owner) {
    this.entries = entries;
    this.defaultParent = new DefaultParent(entries, agents);
    this.owner = owner;
  }

  /// Creates or updates the entry.
  ///
  /// @return one change: created, updated or unchanged
  /// @throws ProblemException malformed, before anything is changed; refused, if the server rejects
  ///   the entry or another program manages it
  public Changes run(Request request) {
    EntryRules.checkSpiffeId(request.spiffeId());
    EntryRules.checkSettings(request.selectors(), request.settings());
    var outcome = outcome(desired(request), request.dryRun());
    outcome
        .problem()
        .ifPresent(problem -> {
          throw new ProblemException(problem);
        });
    return new Changes(List.of(outcome.change()), request.dryRun());
  }

  private EntryOutcome outcome(DesiredEntry desired, boolean dryRun) {
    var writer = new EntryWriter(entries, owner);
    if (!dryRun) {
      return writer.write(List.of(desired), Map.of()).getFirst();
    }
    var key = desired.entry().key();
    var found = new FindEntries(entries).run(List.of(key));
    return writer.plan(desired, Optional.ofNullable(found.get(key)));
  }

  private DesiredEntry desired(Request request) {
    var parent =
        request.parentId().orElseGet(() -> defaultParent.of(request.spiffeId().trustDomain()));
    var entry =
        RegistrationEntry.of(
            new EntryKey(request.spiffeId(), parent, request.selectors()), request.settings());
    EntryRules.check(entry);
    return new DesiredEntry(
        entry, request.exact() ? EnumSet.allOf(EntryField.class) : request.named());
  }
}
