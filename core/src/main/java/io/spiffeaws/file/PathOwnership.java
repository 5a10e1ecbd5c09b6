package io.spiffeaws.file;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/// Tells whether only root and this user decide what a path leads to. Thread-safe.
///
/// The sticky bit of `/tmp` is of no help: it keeps others from replacing a file, not from creating
/// it first. An ACL that grants write permission shows in the group bits of the mode (acl(5)) and
/// so counts as write permission of the group; ACLs of other kinds are not read.
public final class PathOwnership {
  /// For paths of this machine.
  public static final PathOwnership SYSTEM = new PathOwnership(Path.of("/"));

  /// As Linux has it (path_resolution(7)).
  private static final int MOST_LINKS = 40;

  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;

  private final Path base;

  /// @param base whose parent directories are trusted without a check; the root for none
  PathOwnership(Path base) {
    this.base = base;
  }

  /// Follows a path as the kernel does. Each directory and each link on the way, and the file
  /// itself, must belong to root or to this user, and the directories must not be writable by
  /// others. The file's own mode does not count: on a socket, write permission is permission to
  /// connect.
  ///
  /// @return what another user can change, as the rest of a sentence that begins with the path;
  ///   empty for nothing
  /// @throws IOException if part of the path cannot be read
  public Optional<String> exposure(Path path) throws IOException {
    var own = CurrentUser.uid();
    var rest = new ArrayDeque<Path>();
    var at = Path.of("/");
    push(path.toAbsolutePath(), rest);
    var links = 0;
    var found = exposed(at, own);
    while (found.isEmpty() && !rest.isEmpty()) {
      var next = at.resolve(rest.pop()).normalize();
      found = exposed(next, own);
      if (isType(next, LINK)) {
        if (++links > MOST_LINKS) {
          throw new FileSystemLoopException(path.toString());
        }
        var target = Files.readSymbolicLink(next);
        at = target.isAbsolute() ? Path.of("/") : at;
        push(target, rest);
      } else {
        at = next;
      }
    }
    return found;
  }

  /// Asks who listens at a socket (`SO_PEERCRED`), by a connection of its own that is closed again.
  /// The connection that is used later is another one; that the same process answers it follows
  /// from [#exposure], which must have been empty.
  ///
  /// @return whom the listening process belongs to, if that is neither root nor this user, as the
  ///   rest of a sentence that begins with the path; empty also if nothing listens, or the platform
  ///   does not tell
  public Optional<String> stranger(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false); // a server that accepts no connection keeps nobody waiting
      if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
        return Optional.empty();
      }
      var user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      return isTrusted(user)
          ? Optional.empty()
          : Optional.of("the process that listens there runs as user " + user.getName());
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isTrusted(UserPrincipal user) throws IOException {
    var root = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
    return user.equals(root) || CurrentUser.principal().filter(user::equals).isPresent();
  }

  private static void push(Path path, Deque<Path> rest) {
    for (var i = path.getNameCount() - 1; i >= 0; i--) {
      rest.push(path.getName(i));
    }
  }

  private Optional<String> exposed(Path file, Optional<Integer> own) throws IOException {
    if (base.startsWith(file) && !base.equals(file)) {
      return Optional.empty();
    }
    var owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != 0 && own.filter(user -> user == owner).isEmpty()) {
      return Optional.of("user " + name(file) + " owns " + file);
    }
    return isType(file, DIRECTORY) && (mode(file) & WRITABLE_BY_OTHERS) != 0
        ? Optional.of("other users can write to " + file)
        : Optional.empty();
  }

  private static boolean isType(Path file, int type) throws IOException {
    return (mode(file) & TYPE) == type;
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static String name(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
  }
}
