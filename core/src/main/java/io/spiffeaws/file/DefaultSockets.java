package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The result of a search of default socket paths. What listens at such a path is believed without
/// being named, so a path that another user can create or replace does not count.
///
/// @param trusted those that exist and that only root and this user can have made, in the order of
///   the search; one of several paths that lead to the same socket
/// @param ignored those that exist and do not count
/// @param closed a directory on the way to the first of the paths that this user may not search, so
///   that it is not known what is there
public record DefaultSockets(List<Path> trusted, List<Ignored> ignored, Optional<Path> closed) {
  public DefaultSockets {
    trusted = List.copyOf(trusted);
    ignored = List.copyOf(ignored);
  }

  /// A path that exists and does not count.
  ///
  /// @param reason why, as the rest of a sentence that begins with the path
  public record Ignored(Path path, String reason) {}

  /// Searches them.
  public static DefaultSockets search(List<Path> paths, PathOwnership ownership) {
    var trusted = new ArrayList<Path>();
    var ignored = new ArrayList<Ignored>();
    for (var path : paths.stream().filter(Files::exists).toList()) {
      distrust(path, ownership)
          .ifPresentOrElse(
              reason -> ignored.add(new Ignored(path, reason)),
              () -> {
                if (trusted.stream().noneMatch(other -> same(other, path))) {
                  trusted.add(path);
                }
              });
    }
    return new DefaultSockets(
        trusted,
        ignored,
        paths.stream().flatMap(path -> closedOnTheWay(path).stream()).findFirst());
  }

  /// The one path to use; empty if none is trusted, or several are.
  public Optional<Path> only() {
    return trusted.size() == 1 ? Optional.of(trusted.getFirst()) : Optional.empty();
  }

  /// The trusted paths, for a message.
  public String listed() {
    return trusted.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static Optional<String> distrust(Path path, PathOwnership ownership) {
    try {
      return ownership.exposure(path).or(() -> ownership.stranger(path));
    } catch (IOException e) {
      return Optional.of("its directories cannot be checked: " + FileFailure.reason(e));
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException gone) {
      return false;
    }
  }

  private static Optional<Path> closedOnTheWay(Path path) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return directories(path).filter(directory -> !Files.isExecutable(directory)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// From the root downwards.
  private static Stream<Path> directories(Path path) {
    return Stream.iterate(path.getParent(), directory -> directory != null, Path::getParent)
        .toList()
        .reversed()
        .stream();
  }
}
