package io.spiffeaws.spire;

import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes sure that an entry exists and holds what is named.
public final class RegisterEntry {
  /// An entry as it should be.
  ///
  /// @param parentId empty for the default, which [DefaultParent] finds
  /// @param selectors at least one
  /// @param named the settings that are brought up to date on an entry that exists; others stay
  /// @param exact whether settings that are not named are reset to their defaults
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

  /// @return one change: created, updated or unchanged
  /// @throws ProblemException malformed before anything is changed; refused by the server, or since
  ///   another program keeps the entry
  public Changes run(Request request) {
    EntryRules.checkSpiffeId(request.spiffeId());
    EntryRules.checkSettings(request.selectors(), request.settings());
    var outcome = outcome(wanted(request), request.dryRun());
    outcome
        .problem()
        .ifPresent(problem -> {
          throw new ProblemException(problem);
        });
    return new Changes(List.of(outcome.change()), request.dryRun());
  }

  private EntryOutcome outcome(DesiredEntry wanted, boolean dryRun) {
    var writer = new EntryWriter(entries, owner);
    if (!dryRun) {
      return writer.write(List.of(wanted), Map.of()).getFirst();
    }
    var key = wanted.entry().key();
    var found = new FindEntries(entries).run(List.of(key));
    return writer.plan(wanted, Optional.ofNullable(found.get(key)));
  }

  private DesiredEntry wanted(Request request) {
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
