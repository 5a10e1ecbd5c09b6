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

/// A shared file on disk. Whoever changes it holds a lock beside it, `.credentials.lock`, from
/// before it is read until it is written, whole; a link to it stays a link.
public final class ProfileFile {
  private final SharedFile kind;
  private final Path path;
  private final LockFile locks;

  /// @param path of the file or of a link to it; it need not be there
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

  /// A file's text before and after a change.
  record Edited(IniText before, IniText after) {
    boolean changed() {
      return !before.text().equals(after.text());
    }
  }

  /// The text; empty where there is no file.
  ///
  /// @throws ProblemException malformed, where it cannot be read
  IniText read() {
    try {
      SymbolicLinks.checkNotPlanted(path);
      // each byte is a character here, so that it comes out again as it went in
      return IniText.parse(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return IniText.EMPTY;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Reads, changes and, where that made a difference, writes.
  ///
  /// @param dryRun whether nothing is written, and no lock taken
  /// @throws ProblemException as the change gives it; malformed, if the file cannot be read by this
  ///   user or by the SDKs; unexpected, where it cannot be written; unreachable, where another
  ///   process holds it
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

  /// The file itself, behind links; a link may lead to where no file is yet.
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
                  "another spiffe-aws has been changing " + path + " for too long",
                  "see whether it hangs, end it and try again"));
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

  /// For its owner alone, who stays; a config file holds no secrets, and its mode stays too.
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
                path + " cannot be read: " + FileFailure.reason(e),
                "let this user read it, or name another with " + kind.variable())
            .problem(),
        e);
  }

  private ProblemException unwritable(IOException e) {
    return new ProblemException(
        ProblemException.unexpected(
                "cannot-write",
                "cannot write " + path + ": " + FileFailure.reason(e),
                FileFailure.mend(path, e))
            .problem(),
        e);
  }
}
