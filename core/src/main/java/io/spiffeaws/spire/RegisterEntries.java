package io.spiffeaws.spire;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Creates and updates entries, so that they match a document exactly.
///
/// The document is read twice: first to find all errors before anything is changed, then to write
/// in batches. Memory holds one report line and one key per entry.
public final class RegisterEntries {
  /// @param dryRun whether nothing is written
  public record Request(EntriesFile file, boolean dryRun) {}

  /// @param changes one change for each entry of the document, in its order
  /// @param stopped why the remaining entries failed, if the server became unreachable during the
  ///   run
  /// @param notTried the number of entries that were not written because a stop was requested
  /// @param warnings selectors that no attestor of SPIRE produces
  public record Result(
      Changes changes, Optional<Problem> stopped, int notTried, List<String> warnings) {
    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  private final RegistrationEntries entries;
  private final EntryOwner owner;
  private final Progress progress;
  private final StopRequest stop;

  /// @param stop once it is made, no further batch is written
  public RegisterEntries(
      RegistrationEntries entries, EntryOwner owner, Progress progress, StopRequest stop) {
    this.entries = entries;
    this.owner = owner;
    this.progress = progress;
    this.stop = stop;
  }

  /// Writes the entries, or plans it if the request is a dry run.
  ///
  /// @throws ProblemException malformed, before anything is changed; or the failure of the first
  ///   call
  public Result run(Request request) {
    var keys = keys(request.file());
    var selectors = keys.keySet().stream().flatMap(key -> key.selectors().stream()).sorted();
    var warnings = SelectorReview.warnings(selectors.toList());
    return request.dryRun()
        ? plan(request.file(), keys, warnings)
        : write(request.file(), keys.keySet(), warnings);
  }

  /// Reads the whole document and returns its distinct keys.
  private static Map<EntryKey, EntrySettings> keys(EntriesFile file) {
    var keys = new HashMap<EntryKey, EntrySettings>();
    file.forEach(entry -> {
      var earlier = keys.putIfAbsent(entry.key(), entry.settings());
      if (earlier != null && !earlier.equals(entry.settings())) {
        throw contradiction(file, entry);
      }
    });
    return keys;
  }

  private Result plan(EntriesFile file, Map<EntryKey, EntrySettings> keys, List<String> warnings) {
    var writer = new EntryWriter(entries, owner);
    var existing = new FindEntries(entries).run(keys.keySet());
    var planned = new HashSet<EntryKey>();
    var changes = new ArrayList<Change>();
    file.forEach(entry -> {
      if (planned.add(entry.key())) {
        changes.add(
            writer.plan(desired(entry), Optional.ofNullable(existing.get(entry.key()))).change());
      }
    });
    return new Result(new Changes(changes, true), Optional.empty(), 0, warnings);
  }

  /// Writes the entries in batches. An entry that already exists is the slowest case for a server
  /// (SPIRE 1.15.3 with SQLite and 10,000 entries: 20 to 60 ms), far slower than a page of a list.
  /// So if there are many entries to write, it looks up the existing ones first.
  private Result write(EntriesFile file, Set<EntryKey> keys, List<String> warnings) {
    var run =
        new Run(
            keys.size(),
            keys.size() > FindEntries.ONE_BY_ONE ? new FindEntries(entries).run(keys) : Map.of());
    stop.begin();
    file.forEach(entry -> {
      if (keys.remove(entry.key())) {
        run.add(desired(entry));
      }
    });
    run.flush();
    return new Result(new Changes(run.changes, false), run.stopped, run.notTried, warnings);
  }

  private static DesiredEntry desired(RegistrationEntry entry) {
    return new DesiredEntry(entry, EnumSet.allOf(EntryField.class));
  }

  private static ProblemException contradiction(EntriesFile file, RegistrationEntry entry) {
    return ProblemException.malformed(
        "contradicting-entries",
        file.name()
            + " has two entries for "
            + entry.spiffeId()
            + " with the same parent and selectors but different settings",
        "remove one of them, since a SPIRE server treats them as the same entry");
  }

  /// One run over the document that writes.
  private final class Run {
    private final EntryWriter writer = new EntryWriter(entries, owner);
    private final List<DesiredEntry> batch = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final int total;
    private final Map<EntryKey, RegistrationEntry> known;
    private Optional<Problem> stopped = Optional.empty();
    private int notTried;

    Run(int total, Map<EntryKey, RegistrationEntry> known) {
      this.total = total;
      this.known = known;
      progress.reached(0, total);
    }

    void add(DesiredEntry desired) {
      batch.add(desired);
      if (batch.size() == RegistrationEntries.BATCH) {
        flush();
      }
    }

    void flush() {
      if (stop.isMade()) {
        notTried += batch.size();
      } else {
        outcomes().forEach(outcome -> changes.add(outcome.change()));
      }
      batch.clear();
      progress.reached(changes.size(), total);
    }

    /// Writes the batch. A failed call stops the run. If nothing was written before, its exception
    /// is thrown; otherwise the entries that were not written are reported as failed.
    private List<EntryOutcome> outcomes() {
      try {
        return stopped.isEmpty() ? writer.write(batch, known) : notWritten(stopped.get());
      } catch (ProblemException e) {
        if (changes.isEmpty()) {
          throw e;
        }
        stopped = Optional.of(e.problem());
        return notWritten(e.problem());
      }
    }

    private List<EntryOutcome> notWritten(Problem problem) {
      return batch.stream().map(desired -> EntryOutcome.failed(desired.entry(), problem)).toList();
    }
  }
}
