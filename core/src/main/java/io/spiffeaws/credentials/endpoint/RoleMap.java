package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.PathText;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The roles to serve, each with its path and its token file.
///
/// @param roles by path
public record RoleMap(Map<String, Target> roles) {
  private static final String HINT =
      "specify it as {\"/PATH\": {\"role\": \"ARN\", \"token_file\": \"FILE\"}}";

  /// @param role the role whose credentials are served
  /// @param tokenFile the file of the token that clients must send
  public record Target(RoleArn role, Path tokenFile) {}

  /// Paths of the endpoint itself.
  private static final Set<String> RESERVED = Set.of("/healthz", "/metrics");

  public RoleMap {
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
  }

  /// Returns a map of one role, at the path of its name.
  ///
  /// @throws ProblemException malformed, if that path is one of the endpoint itself
  public static RoleMap of(Target only) {
    var path = "/" + only.role().name();
    if (RESERVED.contains(path)) {
      throw ProblemException.malformed(
          "role-at-taken-path",
          "role \"%s\" cannot be served at %s: the endpoint reports its status there"
              .formatted(only.role().name(), path),
          "specify another path with --map");
    }
    return new RoleMap(Map.of(path, only));
  }

  /// Parses a map.
  ///
  /// @param json in the format of `--map`
  /// @param directory the base of relative paths of token files
  /// @throws ProblemException malformed, if the map is invalid, or two paths have the same token
  ///   file: a token must allow one path only
  public static RoleMap parse(String json, Path directory) {
    if (!(JsonText.parse(json, "role map") instanceof Json.Obj(var members)) || members.isEmpty()) {
      throw malformed("it must be an object with at least one path");
    }
    var roles = new LinkedHashMap<String, Target>();
    var files = new HashSet<Path>();
    members.forEach((path, member) -> {
      var place = place(path, member, directory);
      if (!files.add(place.tokenFile())) {
        throw malformed(path + " has the same token file as another path");
      }
      roles.put(path, place);
    });
    return new RoleMap(roles);
  }

  private static Target place(String path, Json member, Path directory) {
    if (!path.matches("/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*") || RESERVED.contains(path)) {
      throw malformed("invalid path \"" + path + "\"");
    }
    if (!(member instanceof Json.Obj place)
        || place.text("role").isEmpty()
        || place.text("token_file").isEmpty()
        || place.members().size() != 2) {
      throw malformed(path + " must have the members role and token_file, and no others");
    }
    return new Target(
        role(path, place.text("role").orElseThrow()),
        directory.resolve(PathText.parse(place.text("token_file").orElseThrow())).normalize());
  }

  private static RoleArn role(String path, String arn) {
    try {
      return RoleArn.parse(arn);
    } catch (ProblemException e) {
      throw malformed(path + ": " + e.problem().message());
    }
  }

  private static ProblemException malformed(String why) {
    return ProblemException.malformed("malformed-role-map", "invalid role map: " + why, HINT);
  }
}
