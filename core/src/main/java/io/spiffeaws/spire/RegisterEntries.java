package io.spiffeaws.spire;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
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

/// Makes the entries of a document exist just as it has them.
///
/// The document is read twice: once to find all mistakes before anything is changed, once to write,
/// a batch at a time. Kept in memory are a line of report and the key of each entry.
public final class RegisterEntries {
  /// @param dryRun whether nothing is written
  public record Request(EntriesFile file, boolean dryRun) {}

  /// @param changes an entry of the report for each entry of the document, in its order
  /// @param stopped why the rest failed, where the server went away half-way
  /// @param warnings selectors that no attestor of SPIRE produces
  public record Result(Changes changes, Optional<Problem> stopped, List<String> warnings) {}

  private final RegistrationEntries entries;
  private final EntryOwner owner;
  private final Progress progress;

  public RegisterEntries(RegistrationEntries entries, EntryOwner owner, Progress progress) {
    this.entries = entries;
    this.owner = owner;
    this.progress = progress;
  }

  /// @throws ProblemException malformed, before anything is changed; or what the first call met
  public Result run(Request request) {
    var keys = keys(request.file());
    var selectors = keys.keySet().stream().flatMap(key -> key.selectors().stream()).sorted();
    var warnings = SelectorReview.warnings(selectors.toList());
    return request.dryRun()
        ? plan(request.file(), keys, warnings)
        : write(request.file(), keys.keySet(), warnings);
  }

  /// Reads the whole document for its distinct keys.
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
            writer.plan(wanted(entry), Optional.ofNullable(existing.get(entry.key()))).change());
      }
    });
    return new Result(new Changes(changes, true), Optional.empty(), warnings);
  }

  /// A server takes longest over an entry that is there already (SPIRE 1.15.3 with SQLite and
  /// 10,000 entries: 20 to 60 ms), far longer than over a page of a list. So where many are to be
  /// written, those that are there are looked up before.
  private Result write(EntriesFile file, Set<EntryKey> keys, List<String> warnings) {
    var run =
        new Run(
            keys.size(),
            keys.size() > FindEntries.ONE_BY_ONE ? new FindEntries(entries).run(keys) : Map.of());
    file.forEach(entry -> {
      if (keys.remove(entry.key())) {
        run.add(wanted(entry));
      }
    });
    run.flush();
    return new Result(new Changes(run.changes, false), run.stopped, warnings);
  }

  private static DesiredEntry wanted(RegistrationEntry entry) {
    return new DesiredEntry(entry, EnumSet.allOf(EntryField.class));
  }

  private static ProblemException contradiction(EntriesFile file, RegistrationEntry entry) {
    return ProblemException.malformed(
        "contradicting-entries",
        file.name()
            + " has two entries for "
            + entry.spiffeId()
            + " with the same parent and selectors that differ in other fields",
        "leave one of them, since to a SPIRE server they are the same entry");
  }

  /// One pass of writing.
  private final class Run {
    private final EntryWriter writer = new EntryWriter(entries, owner);
    private final List<DesiredEntry> batch = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final int total;
    private final Map<EntryKey, RegistrationEntry> known;
    private Optional<Problem> stopped = Optional.empty();

    Run(int total, Map<EntryKey, RegistrationEntry> known) {
      this.total = total;
      this.known = known;
      progress.reached(0, total);
    }

    void add(DesiredEntry wanted) {
      batch.add(wanted);
      if (batch.size() == RegistrationEntries.BATCH) {
        flush();
      }
    }

    void flush() {
      outcomes().forEach(outcome -> changes.add(outcome.change()));
      batch.clear();
      progress.reached(changes.size(), total);
    }

    /// A call that fails ends the run. Where nothing was written yet it is the answer; otherwise
    /// what was not written is told as failed.
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
      return batch.stream().map(wanted -> EntryOutcome.failed(wanted.entry(), problem)).toList();
    }
  }
}
