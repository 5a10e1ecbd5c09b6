package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a look at the places where something usually is has shown.
///
/// @param found the first of them that exists
/// @param closed a folder on the way to the first of them that this user may not look into, so that
///   nobody can say what is there
public record UsualPlaces(Optional<Path> found, Optional<Path> closed) {

  /// Looks at them one by one.
  public static UsualPlaces among(List<Path> places) {
    return new UsualPlaces(
        places.stream().filter(Files::exists).findFirst(),
        places.stream().flatMap(place -> closedOnTheWay(place).stream()).findFirst());
  }

  private static Optional<Path> closedOnTheWay(Path place) {
    try {
      Files.readAttributes(place, BasicFileAttributes.class);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return folders(place).filter(folder -> !Files.isExecutable(folder)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// From the root downwards.
  private static Stream<Path> folders(Path place) {
    return Stream.iterate(place.getParent(), folder -> folder != null, Path::getParent)
        .toList()
        .reversed()
        .stream();
  }
}
