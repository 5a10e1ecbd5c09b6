package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes files atomically: a reader sees the old content or the new, never a part, even after a
/// crash or on a full disk. It writes a temporary file in the same directory, which has its mode
/// before it has content, then calls fsync, then renames it. A device or a pipe (`/dev/stdout`) is
/// written directly, since a rename would replace it by a file; see [SecretFile] for which ones are
/// allowed.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes a file that only its owner can access, `rw-------`.
  ///
  /// @throws ProblemException unexpected, if the file cannot be written; the old content is then
  ///   unchanged
  public static void write(Path file, byte[] content) {
    write(file, content, FileAccess.OWNER_ALONE);
  }

  /// Writes a file.
  ///
  /// @param access of the new file, whatever that of the old one was
  /// @throws ProblemException unexpected, if the file cannot be written; the old content is then
  ///   unchanged
  public static void write(Path file, byte[] content, FileAccess access) {
    try (var staged = StagedFile.of(file, content, access)) {
      staged.replace();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// As [#write(Path, byte\[\], FileAccess)]. If the path is a symlink, writes the file that it
  /// leads to; the symlink is not changed.
  ///
  /// @throws ProblemException unexpected, if the file cannot be written; the old content is then
  ///   unchanged
  public static void writeBehindLinks(Path file, byte[] content, FileAccess access) {
    try {
      write(SymbolicLinks.behind(file), content, access);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// Writes several files that belong together, behind symlinks. No file is replaced before the
  /// content of all of them is complete next to them; then each is replaced, in this order.
  ///
  /// @throws ProblemException unexpected, if a file cannot be written; no old content is then
  ///   changed, unless the replacement itself failed
  public static void writeTogether(List<NewFile> files) {
    var all = new ArrayList<StagedFile>();
    var current = files.getFirst();
    try {
      for (var file : files) {
        current = file;
        var content = file.text().getBytes(StandardCharsets.UTF_8);
        all.add(StagedFile.of(SymbolicLinks.behind(file.path()), content, file.access()));
      }
      for (var i = 0; i < all.size(); i++) {
        current = files.get(i);
        all.get(i).replace();
      }
    } catch (IOException e) {
      throw failed(current.path(), e);
    } finally {
      all.forEach(StagedFile::close);
    }
  }

  private static ProblemException failed(Path file, IOException e) {
    return ProblemException.unexpected(
        "cannot-write",
        "cannot write " + file + ": " + FileFailure.reason(e),
        FileFailure.fixHint(file, e));
  }
}
