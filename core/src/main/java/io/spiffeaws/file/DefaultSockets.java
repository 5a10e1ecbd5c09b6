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

/// The result of a search of default socket paths. A default path is used without being specified,
/// so a path that another user can create or replace is not trusted.
///
/// @param trusted paths that exist and that only root and this user can have created, in search
///   order; one of several paths to the same socket
/// @param ignored paths that exist and are not trusted
/// @param closed the first directory that this user may not search on the way to a path, so that it
///   is not known whether the path exists
public record DefaultSockets(List<Path> trusted, List<Ignored> ignored, Optional<Path> closed) {
  public DefaultSockets {
    trusted = List.copyOf(trusted);
    ignored = List.copyOf(ignored);
  }

  /// A path that exists and is not trusted.
  ///
  /// @param reason as a clause for a message about the path
  public record Ignored(Path path, String reason) {}

  /// Searches the paths.
  public static DefaultSockets search(List<Path> paths, PathOwnership ownership) {
    var trusted = new ArrayList<Path>();
    var ignored = new ArrayList<Ignored>();
    for (var path : paths.stream().filter(Files::exists).toList()) {
      reasonToIgnore(path, ownership)
          .ifPresentOrElse(
              reason -> ignored.add(new Ignored(path, reason)),
              () -> {
                if (trusted.stream().noneMatch(other -> same(other, path))) {
                  trusted.add(path);
                }
              });
    }
    return new DefaultSockets(
        trusted, ignored, paths.stream().flatMap(path -> closedParent(path).stream()).findFirst());
  }

  /// Returns the path to use; empty if none or several are trusted.
  public Optional<Path> only() {
    return trusted.size() == 1 ? Optional.of(trusted.getFirst()) : Optional.empty();
  }

  /// Returns the trusted paths for a message.
  public String listed() {
    return trusted.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static Optional<String> reasonToIgnore(Path path, PathOwnership ownership) {
    try {
      return ownership
          .exposure(path)
          .map(PathOwnership.Exposure::clause)
          .or(() -> ownership.untrustedOwner(path));
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

  private static Optional<Path> closedParent(Path path) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return directories(path).filter(directory -> !Files.isExecutable(directory)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Returns the parent directories, from the root downwards.
  private static Stream<Path> directories(Path path) {
    return Stream.iterate(path.getParent(), directory -> directory != null, Path::getParent)
        .toList()
        .reversed()
        .stream();
  }
}
