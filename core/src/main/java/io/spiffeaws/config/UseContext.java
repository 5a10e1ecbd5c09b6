package io.spiffeaws.config;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Makes a context the current one: the one that is used if none is named.
public final class UseContext {
  /// @param name of the context
  /// @param dryRun whether nothing is written
  public record Request(ConfigLocation location, String name, boolean dryRun) {}

  /// @throws ProblemException missing, if the file has no such context; malformed, if the file
  ///   cannot be read or written
  public Changes run(Request request) {
    var file = ConfigFile.read(request.location());
    var name = file.context(request.name()).name();
    var path = request.location().path().orElseThrow();
    if (file.current().equals(Optional.of(name))) {
      return changes(path.toString(), Change.Action.UNCHANGED, "", request);
    }
    var text = ConfigText.withCurrent(file.text(), name);
    if (!ConfigText.parse(path.toString(), text).current().equals(Optional.of(name))) {
      throw ProblemException.malformed(
          ConfigFile.CODE,
          "cannot change current_context in " + path,
          "write it yourself, as the first line: current_context = \"%s\"".formatted(name));
    }
    if (!request.dryRun()) {
      AtomicFile.writeBehindLinks(
          path, text.getBytes(StandardCharsets.UTF_8), FileAccess.OWNER_ALONE);
    }
    var before = file.current().map(old -> "- current_context: " + old + "\n").orElse("");
    return changes(
        path.toString(), Change.Action.UPDATED, before + "+ current_context: " + name, request);
  }

  private static Changes changes(
      String file, Change.Action action, String detail, Request request) {
    var change = new Change(Change.Kind.FILE, file, action, null, detail);
    return new Changes(List.of(change), request.dryRun());
  }
}
