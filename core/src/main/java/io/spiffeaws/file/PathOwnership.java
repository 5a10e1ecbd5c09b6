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

/// Checks whether only root and this user can change what a path leads to. Thread-safe.
///
/// The sticky bit of `/tmp` does not help: it prevents other users from replacing a file, but not
/// from creating it first. An ACL that grants write permission shows in the group bits of the mode
/// (acl(5)), and so counts as write permission of the group. Other kinds of ACLs are not read.
public final class PathOwnership {
  /// Checks paths of this machine.
  public static final PathOwnership SYSTEM = new PathOwnership(Path.of("/"));

  /// The limit of Linux (path_resolution(7)).
  private static final int MOST_LINKS = 40;

  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;

  private final Path base;

  /// @param base the directory whose parents are trusted without a check; the root for none
  PathOwnership(Path base) {
    this.base = base;
  }

  /// What another user can change of a path.
  ///
  /// @param clause for a message about the path
  /// @param writable the file or directory whose mode allows it; empty if the owner is the reason
  public record Exposure(String clause, Optional<Path> writable) {}

  /// Returns a check for paths in a directory of the user, such as the home directory: the path to
  /// that directory is trusted without a check.
  public static PathOwnership below(Path base) {
    return new PathOwnership(base.toAbsolutePath().normalize());
  }

  /// Follows a path as the kernel does. Each directory and each symlink on the way, and the file
  /// itself, must belong to root or to this user. Other users must not be able to write to the
  /// directories, nor to the file if it is a regular one: on a socket, write permission is
  /// permission to connect.
  ///
  /// @return what another user can change; empty if nothing
  /// @throws IOException if part of the path cannot be read
  public Optional<Exposure> exposure(Path path) throws IOException {
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

  /// Reads which user listens at a socket (`SO_PEERCRED`), by a separate connection that is closed
  /// again. The connection that is used later is another one. [#exposure], which must have been
  /// empty, ensures that it reaches the same process.
  ///
  /// @return the owner of the listening process, if that is neither root nor this user, as a clause
  ///   for a message about the path; empty also if no process listens or its owner is unknown
  public Optional<String> untrustedOwner(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false); // do not wait for a server that accepts no connection
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
    return user.equals(root) || CurrentUser.principal().equals(user);
  }

  private static void push(Path path, Deque<Path> rest) {
    for (var i = path.getNameCount() - 1; i >= 0; i--) {
      rest.push(path.getName(i));
    }
  }

  private Optional<Exposure> exposed(Path file, int own) throws IOException {
    if (base.startsWith(file) && !base.equals(file)) {
      return Optional.empty();
    }
    var owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != 0 && owner != own) {
      return Optional.of(new Exposure("user " + name(file) + " owns " + file, Optional.empty()));
    }
    var changeable = isType(file, DIRECTORY) || isType(file, REGULAR);
    return changeable && (mode(file) & WRITABLE_BY_OTHERS) != 0
        ? Optional.of(new Exposure("other users can write to " + file, Optional.of(file)))
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
