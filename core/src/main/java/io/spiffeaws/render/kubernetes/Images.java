package io.spiffeaws.render.kubernetes;

import io.spiffeaws.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// The images of the containers, each pinned by a version, or by a specified digest.
public final class Images {
  /// The name of the image of `spiffe-aws` itself, which no public registry has.
  private static final String OWN = "spiffe-aws";

  private static final Map<String, String> PINNED =
      Map.of(
          "spire-server",
          "ghcr.io/spiffe/spire-server:1.15.3",
          "spire-agent",
          "ghcr.io/spiffe/spire-agent:1.15.3",
          "oidc-discovery-provider",
          "ghcr.io/spiffe/oidc-discovery-provider:1.15.3",
          "spiffe-csi-driver",
          "ghcr.io/spiffe/spiffe-csi-driver:0.2.6",
          "csi-node-driver-registrar",
          "registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.12.0",
          "spire-controller-manager",
          "ghcr.io/spiffe/spire-controller-manager:0.6.3",
          OWN,
          "spiffe-aws:0.1.0");

  private final Map<String, String> images;

  private Images(Map<String, String> images) {
    this.images = images;
  }

  /// Replaces images.
  ///
  /// @param others as `NAME=IMAGE`, for images from another registry or with a digest
  /// @throws ProblemException malformed, also if an image has neither version nor digest
  public static Images with(List<String> others) {
    var images = new HashMap<>(PINNED);
    for (var other : others) {
      var equals = other.indexOf('=');
      var name = equals < 0 ? other : other.substring(0, equals);
      if (equals < 0 || !PINNED.containsKey(name)) {
        throw ProblemException.malformed(
            "malformed-image",
            "\""
                + other
                + "\" is not of the form NAME=IMAGE, NAME being one of "
                + String.join(", ", new TreeSet<>(PINNED.keySet())),
            "write it as spire-server=ghcr.io/spiffe/spire-server:1.15.3@sha256:...");
      }
      images.put(name, pinned(other.substring(equals + 1)));
    }
    return new Images(images);
  }

  /// Requires a version or a digest.
  ///
  /// @return the same text
  /// @throws ProblemException malformed, if it has neither version nor digest
  public static String pinned(String image) {
    if (!image.matches("[A-Za-z0-9._:/-]*[A-Za-z0-9](:[A-Za-z0-9_.-]+|@sha256:[0-9a-f]{64})")
        || image.endsWith(":latest")) {
      throw ProblemException.malformed(
          "image-not-pinned",
          "the image \"" + image + "\" has neither a version nor a digest",
          "write it as NAME:VERSION, or NAME:VERSION@sha256:DIGEST");
    }
    return image;
  }

  /// Returns a warning if an image has no registry and no repository path: nodes would load it from
  /// the library of Docker Hub.
  ///
  /// @param option the option that specifies the image, up to the image itself
  static Optional<String> warning(String image, String option) {
    return image.contains("/")
        ? Optional.empty()
        : Optional.of(
            "image \"%s\" has no registry, so nodes would pull docker.io/library/%1$s; to specify a registry, add: %sregistry.example.org/%1$s"
                .formatted(image, option));
  }

  /// Returns the warnings for the image of `spiffe-aws` itself.
  Optional<String> ownWarning() {
    return warning(of(OWN), option(OWN));
  }

  /// Returns the warnings for the images of SPIRE's components.
  List<String> componentWarnings() {
    return new TreeSet<>(images.keySet())
        .stream()
            .filter(name -> !name.equals(OWN))
            .flatMap(name -> warning(of(name), option(name)).stream())
            .toList();
  }

  private static String option(String name) {
    return "--image " + name + "=";
  }

  String of(String name) {
    return Objects.requireNonNull(images.get(name));
  }
}
