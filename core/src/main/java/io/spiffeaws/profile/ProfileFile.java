package io.spiffeaws.profile;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.LockFile;
import io.spiffeaws.file.SymbolicLinks;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/// A shared file on disk. A writer holds a lock next to it, `.credentials.lock`, from before the
/// file is read until it has been written atomically. A symlink to it is preserved.
public final class ProfileFile {
  private final SharedFile kind;
  private final Path path;
  private final LockFile locks;

  /// @param path of the file or of a symlink to it; the file need not exist
  public ProfileFile(SharedFile kind, Path path, LockFile locks) {
    this.kind = kind;
    this.path = path;
    this.locks = locks;
  }

  SharedFile kind() {
    return kind;
  }

  Path path() {
    return path;
  }

  /// The text of a file before and after a change.
  record Edited(IniText before, IniText after) {
    boolean changed() {
      return !before.text().equals(after.text());
    }
  }

  /// Returns the text; empty if the file does not exist.
  ///
  /// @throws ProblemException malformed, if it cannot be read
  IniText read() {
    try {
      SymbolicLinks.checkNotPlanted(path);
      // each byte is one character, so that all bytes are preserved
      return IniText.parse(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return IniText.EMPTY;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Reads and changes the file, and writes it if the text differs.
  ///
  /// @param dryRun whether to write nothing and take no lock
  /// @throws ProblemException as the change throws it; malformed, if this user or an SDK cannot
  ///   read the file; unexpected, if it cannot be written; unreachable, if another process holds
  ///   the lock
  Edited edit(UnaryOperator<IniText> change, boolean dryRun) {
    if (dryRun) {
      return edited(change);
    }
    var target = target();
    try (var _ = hold(target)) {
      var edited = edited(change);
      if (edited.changed()) {
        write(target, edited.after());
      }
      return edited;
    }
  }

  private Edited edited(UnaryOperator<IniText> change) {
    var before = read();
    SharedFileCheck.readableByAll(path, before.text().getBytes(StandardCharsets.ISO_8859_1));
    return new Edited(before, change.apply(before));
  }

  /// Returns the file that symlinks lead to; it need not exist. Creates its directory.
  private Path target() {
    try {
      Files.createDirectories(
          path.toAbsolutePath().getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return SymbolicLinks.behind(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private LockFile.Held hold(Path target) {
    try {
      return locks.hold(
          target.resolveSibling("." + target.getFileName() + ".lock"),
          () ->
              ProblemException.unreachable(
                  "file-busy",
                  "another spiffe-aws process holds the lock of " + path,
                  "if it hangs, stop it and try again; to find it, run: pgrep -af spiffe-aws"));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(Path target, IniText text) {
    try {
      var bytes = text.text().getBytes(StandardCharsets.ISO_8859_1);
      AtomicFile.write(target, bytes, access(target));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// The access of the new file: for its current owner alone. A config file holds no secrets, so
  /// its mode is preserved.
  private FileAccess access(Path target) throws IOException {
    if (!Files.exists(target)) {
      return FileAccess.OWNER_ALONE;
    }
    var access = FileAccess.ofFile(target);
    return kind == SharedFile.CONFIG
        ? access
        : new FileAccess(FileAccess.OWNER_ALONE.permissions(), access.owner(), access.group());
  }

  private ProblemException unreadable(IOException e) {
    return new ProblemException(
        ProblemException.malformed(
                "profile-file-unreadable",
                "cannot read " + path + ": " + FileFailure.reason(e),
                "allow this user to read it, or specify another file in " + kind.variable())
            .problem(),
        e);
  }

  private ProblemException unwritable(IOException e) {
    return new ProblemException(
        ProblemException.unexpected(
                "cannot-write",
                "cannot write " + path + ": " + FileFailure.reason(e),
                FileFailure.fixHint(path, e))
            .problem(),
        e);
  }
}
