package io.spiffeaws.sandbox.workload;

import io.spiffeaws.sandbox.socket.PeerUser;
import io.spiffeaws.spire.proto.types.Selector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// SPIRE's `unix` workload attestor, limited to the information in the socket: `uid`, `user`,
/// `gid`, `group`. Supplementary groups, path and digest would require the process ID, which the
/// JDK does not provide.
final class UnixAttestor {
  private static final Path USERS = Path.of("/etc/passwd");
  private static final Path GROUPS = Path.of("/etc/group");

  private UnixAttestor() {}

  /// Returns the caller's selectors.
  ///
  /// @return empty if the caller's user or group has a name that is not in the local databases, so
  ///   that its number is unknown
  static Optional<Set<Selector>> attest(PeerUser caller) {
    var user = number(caller.user(), USERS);
    var group = number(caller.group(), GROUPS);
    if (user.isEmpty() || group.isEmpty()) {
      return Optional.empty();
    }
    var selectors = new LinkedHashSet<Selector>();
    selectors.add(selector("uid", user.get()));
    if (!caller.user().equals(user.get())) {
      selectors.add(selector("user", caller.user()));
    }
    selectors.add(selector("gid", group.get()));
    if (!caller.group().equals(group.get())) {
      selectors.add(selector("group", caller.group()));
    }
    return Optional.of(selectors);
  }

  /// Returns the number of a name in the database, or the name itself if it is a number.
  private static Optional<String> number(String name, Path database) {
    try (var lines = Files.lines(database)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[0].equals(name))
          .map(fields -> fields[2])
          .findFirst()
          .or(() -> Optional.of(name).filter(text -> text.matches("\\d+")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Selector selector(String kind, String value) {
    return Selector.newBuilder().setType("unix").setValue(kind + ":" + value).build();
  }
}
