package io.spiffeaws.render;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.WorldReadableDirectory;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.LineDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Writes rendered files into a directory: each atomically, and readable by all, since they hold no
/// secret. A file that was changed by hand, or written by another program, is replaced only if
/// forced.
public final class WriteRendered {
  private static final FileAccess FOR_ALL =
      FileAccess.of(PosixFilePermissions.fromString("rw-r--r--"));

  /// The files to write.
  ///
  /// @param directory created if absent
  /// @param force replaces files that were changed by hand or are of another resource
  public record Request(Path directory, List<RenderedFile> files, boolean force, boolean dryRun) {
    public Request {
      files = List.copyOf(files);
    }
  }

  private record Edit(
      RenderedFile file, Change change, boolean manuallyEdited, boolean ofAnotherTool) {}

  /// Writes the files.
  ///
  /// @return a change for each file, in their order
  /// @throws ProblemException malformed, if files were changed by hand or are of another resource;
  ///   unexpected, if the directory cannot be read or written
  public Changes run(Request request) {
    try {
      var sums = RenderedChecksums.read(request.directory());
      var edits = new ArrayList<Edit>();
      for (var file : request.files()) {
        edits.add(edit(file, request.directory(), sums));
      }
      if (!request.force()) {
        checkByHand(edits, request.directory());
        checkOfAnother(edits, request.directory());
      }
      if (!request.dryRun()) {
        write(edits, request.directory(), sums);
      }
      return new Changes(edits.stream().map(Edit::change).toList(), request.dryRun());
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-render-there",
          "cannot use the directory " + request.directory() + ": " + FileFailure.reason(e),
          "specify another directory with --out");
    }
  }

  private static Edit edit(RenderedFile file, Path directory, RenderedChecksums sums)
      throws IOException {
    var path = directory.resolve(file.name());
    var there = content(path);
    if (there.isEmpty()) {
      return edit(file, Change.Action.CREATED, path, "+ " + file.text().lines().count() + " lines");
    }
    if (Arrays.equals(there.get(), file.content())) {
      return edit(file, Change.Action.UNCHANGED, path, "");
    }
    var before = new String(there.get(), StandardCharsets.UTF_8);
    var edit = edit(file, Change.Action.UPDATED, path, LineDiff.of(before, file.text()));
    return new Edit(
        file, edit.change(), !sums.hold(file.name(), there.get()), !before.contains(file.head()));
  }

  private static Edit edit(RenderedFile file, Change.Action action, Path path, String detail) {
    return new Edit(
        file,
        new Change(Change.Kind.FILE, file.name(), action, path.toString(), detail),
        false,
        false);
  }

  private static Optional<byte[]> content(Path path) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void checkByHand(List<Edit> edits, Path directory) {
    var names = names(edits, Edit::manuallyEdited);
    if (!names.isEmpty()) {
      throw ProblemException.malformed(
          "changed-by-hand",
          names + " in " + directory + " was changed by hand or written by another program",
          "to see what would be lost, add --force --dry-run; to replace it, add --force; or"
              + " specify another --out");
    }
  }

  private static void checkOfAnother(List<Edit> edits, Path directory) {
    var names = names(edits, Edit::ofAnotherTool);
    if (!names.isEmpty()) {
      throw ProblemException.malformed(
          "of-another",
          names + " in " + directory + " was rendered for another resource of the same name",
          "specify a separate directory with --out, or replace it with --force");
    }
  }

  private static String names(List<Edit> edits, Predicate<Edit> which) {
    return edits.stream()
        .filter(which)
        .map(edit -> edit.file().name())
        .collect(Collectors.joining(", "));
  }

  private static void write(List<Edit> edits, Path directory, RenderedChecksums sums)
      throws IOException {
    WorldReadableDirectory.make(directory);
    for (var edit : edits) {
      if (edit.change().action() != Change.Action.UNCHANGED) {
        AtomicFile.write(directory.resolve(edit.file().name()), edit.file().content(), FOR_ALL);
      }
      sums.put(edit.file());
    }
    sums.write(directory, FOR_ALL);
  }
}
