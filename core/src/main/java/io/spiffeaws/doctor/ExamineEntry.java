package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks whether the SPIRE server has a registration entry for the identity, if a server is
/// specified.
public final class ExamineEntry {
  private static final int MAX_SHOWN = 3;

  private final Optional<EntryLookup> server;

  public ExamineEntry(Optional<EntryLookup> server) {
    this.server = server;
  }

  /// Runs the check, if the checks of the identity did not ask the server already.
  ///
  /// @param had whether the agent returned the identity to this process
  void run(Optional<SpiffeId> id, boolean had, DoctorReport report) {
    if (report.has("entry")) {
      return;
    }
    server.ifPresent(entries ->
        report.add(
            id.map(known -> lookUp(entries, known, had))
                .orElseGet(() ->
                    Check.skipped(
                        "entry",
                        "the SPIFFE ID to look up is unknown",
                        "specify the ID that this process should have: --spiffe-id ID"))));
  }

  private static Check lookUp(EntryLookup entries, SpiffeId id, boolean had) {
    try {
      return of(id, entries.of(id), had);
    } catch (ProblemException e) {
      return e.problem() instanceof Problem.Refused
          ? Check.skipped("entry", e.problem().message(), hint(e.problem()))
          : Check.bad("entry", e.problem().message(), hint(e.problem()));
    }
  }

  /// The hint with variables, because doctor has an option only for the server's socket.
  static String hint(Problem problem) {
    return problem
        .hint()
        .replace("--server-address", "SPIRE_SERVER_ADDRESS")
        .replace("--server-exec", "SPIRE_SERVER_EXEC");
  }

  static Check of(SpiffeId id, List<RegistrationEntry> found, boolean had) {
    if (found.isEmpty()) {
      return Check.bad(
          "entry",
          "the SPIRE server has no registration entry for " + id,
          "create it with: spiffe-aws register %s --selector TYPE:VALUE".formatted(id));
    }
    return new Check(
        "entry",
        true,
        "%d %s for %s: %s"
            .formatted(found.size(), found.size() == 1 ? "entry" : "entries", id, shown(found)),
        had
            ? ""
            : "an entry matches a process that has all its selectors, on the agent that is its"
                + " parent: compare them with this process");
  }

  private static String shown(List<RegistrationEntry> found) {
    return found.stream()
            .limit(MAX_SHOWN)
            .map(ExamineEntry::shown)
            .collect(Collectors.joining("; "))
        + (found.size() > MAX_SHOWN ? "; and %d more".formatted(found.size() - MAX_SHOWN) : "");
  }

  private static String shown(RegistrationEntry entry) {
    return entry.key().selectors().stream().map(Selector::toString).collect(Collectors.joining(" "))
        + ", parent "
        + entry.parentId();
  }
}
