package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Mode, owner and group of a file.
///
/// @param permissions the complete mode; the umask does not affect it
/// @param owner the owner; if empty, the user that writes the file
/// @param group the group; if empty, the system's default
public record FileAccess(
    Set<PosixFilePermission> permissions,
    Optional<UserPrincipal> owner,
    Optional<GroupPrincipal> group) {
  /// `rw-------`.
  public static final FileAccess OWNER_ALONE =
      of(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

  public FileAccess {
    permissions = Set.copyOf(permissions);
  }

  /// Returns the access with that mode, for the user that writes the file.
  public static FileAccess of(Set<PosixFilePermission> permissions) {
    return new FileAccess(permissions, Optional.empty(), Optional.empty());
  }

  /// Parses a mode of chmod(1), `0640` or `640`.
  ///
  /// @throws ProblemException malformed, if it is no mode, or the owner could not read the file
  public static FileAccess mode(String digits) {
    if (!OCTAL.matcher(digits).matches() || (Integer.parseInt(digits, 8) & 0400) == 0) {
      throw ProblemException.malformed(
          "malformed-mode",
          "invalid mode \"" + digits + "\": expected octal digits that allow the owner to read",
          "specify three octal digits, for example 0640");
    }
    return of(PosixFilePermissions.fromString(letters(Integer.parseInt(digits, 8))));
  }

  /// Converts the bits of a mode to the letters of `ls -l`.
  private static String letters(int bits) {
    var letters = new StringBuilder("rwxrwxrwx");
    for (var place = 0; place < letters.length(); place++) {
      if ((bits & (0400 >> place)) == 0) {
        letters.setCharAt(place, '-');
      }
    }
    return letters.toString();
  }

  /// Returns the same mode with another owner or group, in the form of chown(1): `USER`,
  /// `USER:GROUP` or `:GROUP`, by name or number.
  ///
  /// @throws ProblemException malformed, if this machine has no such user or group
  public FileAccess ownedBy(String names) {
    var colon = names.indexOf(':');
    var user = colon < 0 ? names : names.substring(0, colon);
    var group = colon < 0 ? "" : names.substring(colon + 1);
    if ((user + group).isEmpty()) {
      throw unknown("owner", names);
    }
    var principals = FileSystems.getDefault().getUserPrincipalLookupService();
    return new FileAccess(permissions, user(user, principals), group(group, principals));
  }

  /// Returns the access of an existing file.
  public static FileAccess ofFile(Path file) throws IOException {
    var attributes = Files.readAttributes(file, PosixFileAttributes.class);
    return new FileAccess(
        attributes.permissions(), Optional.of(attributes.owner()), Optional.of(attributes.group()));
  }

  /// Sets the owner and group of a file, then its mode, which a change of owner may clear.
  void apply(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    var now = view.readAttributes();
    if (group.isPresent() && !group.get().equals(now.group())) {
      view.setGroup(group.get());
    }
    if (owner.isPresent() && !owner.get().equals(now.owner())) {
      view.setOwner(owner.get());
    }
    view.setPermissions(permissions);
  }

  private static Optional<UserPrincipal> user(String name, UserPrincipalLookupService principals) {
    try {
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(principals.lookupPrincipalByName(name));
    } catch (IOException e) {
      throw unknown("user", name);
    }
  }

  private static Optional<GroupPrincipal> group(
      String name, UserPrincipalLookupService principals) {
    try {
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(principals.lookupPrincipalByGroupName(name));
    } catch (IOException e) {
      throw unknown("group", name);
    }
  }

  private static ProblemException unknown(String what, String name) {
    return ProblemException.malformed(
        "no-such-" + what,
        what + " \"" + name + "\" not found on this machine",
        "specify USER, USER:GROUP or :GROUP, by name or number");
  }

  /// The mode as `ls -l` prints it.
  @Override
  public String toString() {
    return PosixFilePermissions.toString(permissions);
  }
}
