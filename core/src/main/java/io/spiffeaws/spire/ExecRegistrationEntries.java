package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonItems;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Manages entries with `spire-server entry …`, for servers that are reachable only through a
/// shell.
public final class ExecRegistrationEntries implements RegistrationEntries {
  private static final String WHAT = "the answer of spire-server";
  private static final int FEW = 3;

  private final ExecSpireServer server;
  private Optional<Map<EntryKey, RegistrationEntry>> all = Optional.empty();

  public ExecRegistrationEntries(ExecSpireServer server) {
    this.server = server;
  }

  /// Lists entries. `entry show` prints either downstream entries or all others, so it runs twice.
  /// Selectors that are not safe as arguments are filtered here.
  @Override
  public void list(EntryFilter filter, Consumer<RegistrationEntry> each) {
    for (var downstream : List.of(false, true)) {
      var command = new ArrayList<>(List.of("entry", "show"));
      filter.spiffeId().ifPresent(id -> command.addAll(List.of("-spiffeID", id.toString())));
      filter.parentId().ifPresent(id -> command.addAll(List.of("-parentID", id.toString())));
      if (filter.selectors().stream().allMatch(item -> ExecSpireServer.plain(item.toString()))) {
        filter.selectors().forEach(item -> command.addAll(List.of("-selector", item.toString())));
        command.addAll(List.of("-matchSelectorsOn", word(filter.match())));
      }
      if (downstream) {
        command.add("-downstream");
      }
      items(command, "", "entries", item -> EntryJson.read(item, false)).stream()
          .filter(filter::passes)
          .forEach(each);
    }
  }

  @Override
  public Optional<RegistrationEntry> get(String id) {
    if (!EntryRules.entryId(id)) {
      return Optional.empty();
    }
    try {
      return items(
              List.of("entry", "show", "-entryID", id),
              "",
              "entries",
              item -> EntryJson.read(item, false))
          .stream()
          .findFirst();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Missing) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<BatchItemResult> create(List<RegistrationEntry> entries) {
    var results = write("create", entries);
    var taken =
        results.stream().filter(result -> result.code() == ServerProblems.ALREADY_EXISTS).count();
    var answers = new ArrayList<BatchItemResult>();
    for (var i = 0; i < results.size(); i++) {
      answers.add(
          results.get(i).code() == ServerProblems.ALREADY_EXISTS
              ? existing(entries.get(i).key(), taken > FEW, results.get(i))
              : results.get(i).toItemResult());
    }
    return answers;
  }

  @Override
  public List<BatchItemResult> update(List<RegistrationEntry> entries, Set<EntryField> fields) {
    return write("update", entries).stream().map(Result::toItemResult).toList();
  }

  /// Updates all fields, as `entry update` always does.
  @Override
  public List<BatchItemResult> replace(List<RegistrationEntry> entries) {
    return update(entries, EnumSet.allOf(EntryField.class));
  }

  @Override
  public List<Optional<Problem>> delete(List<String> ids) {
    var request = JsonText.compact(Json.object().with("ids", Json.strings(ids)));
    var results = items(List.of("entry", "delete", "-file", "-"), request, "results", Result::read);
    checkCount(ids.size(), results.size());
    return results.stream().map(Result::problem).toList();
  }

  /// Finds the existing entry. Unlike the server's API, its command line does not print it. If
  /// there are many of them, one listing of all entries is cached for the rest.
  private BatchItemResult existing(EntryKey key, boolean oneOfMany, Result result) {
    if (oneOfMany && all.isEmpty()) {
      var known = new HashMap<EntryKey, RegistrationEntry>();
      list(EntryFilter.ALL, entry -> known.put(entry.key(), entry));
      all = Optional.of(known);
    }
    var found = Optional.ofNullable(all.orElse(Map.of()).get(key));
    if (found.isEmpty()) {
      var one = new ArrayList<RegistrationEntry>();
      list(EntryFilter.byKey(key), one::add);
      found = one.stream().findFirst();
    }
    return found.<BatchItemResult>map(BatchItemResult.Exists::new).orElseGet(result::toItemResult);
  }

  private List<Result> write(String verb, List<RegistrationEntry> entries) {
    var results =
        items(
            List.of("entry", verb, "-data", "-"),
            EntriesFile.print(entries),
            "results",
            Result::read);
    checkCount(entries.size(), results.size());
    return results;
  }

  private <T> List<T> items(
      List<String> command, String stdin, String member, Function<Json, T> read) {
    return server.run(command, stdin, in -> items(in, member, read));
  }

  static <T> List<T> items(InputStream in, String member, Function<Json, T> read) {
    var found = new ArrayList<T>();
    new JsonItems(WHAT, member).read(in, (item, _) -> found.add(read.apply(item)));
    return found;
  }

  private static String word(SelectorMatch match) {
    return switch (match) {
      case SUPERSET -> "superset";
      case SUBSET -> "subset";
      case EXACT -> "exact";
      case ANY -> "any";
    };
  }

  private static void checkCount(int asked, int answered) {
    if (asked != answered) {
      throw ProblemException.unexpected(
          "unknown-answer",
          "spire-server returned results for " + answered + " of " + asked + " entries",
          "");
    }
  }

  /// One item of an answer.
  ///
  /// @param entry the entry as the server now has it; empty if the code is not 0
  record Result(int code, String message, Optional<RegistrationEntry> entry) {
    static Result read(Json item) {
      var members = new JsonMembers(item);
      var status =
          new JsonMembers(members.get("status").orElseThrow(() -> members.missing("status")));
      var code = status.wholeNumber("code");
      return new Result(
          code,
          status.text("message"),
          members
              .get("entry")
              .filter(_ -> code == ServerProblems.OK)
              .map(entry -> EntryJson.read(entry, false)));
    }

    BatchItemResult toItemResult() {
      return entry
          .<BatchItemResult>map(BatchItemResult.Done::new)
          .orElseGet(() -> new BatchItemResult.Failed(ServerProblems.of(code, message)));
    }

    Optional<Problem> problem() {
      return code == ServerProblems.OK
          ? Optional.empty()
          : Optional.of(ServerProblems.of(code, message));
    }
  }
}
