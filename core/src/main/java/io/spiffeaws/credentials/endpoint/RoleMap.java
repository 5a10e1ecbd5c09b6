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

/// Which roles are served, each at its path and by its token.
///
/// @param roles by their paths
public record RoleMap(Map<String, Place> roles) {
  private static final String HINT =
      "write it as {\"/PATH\": {\"role\": \"ARN\", \"token_file\": \"FILE\"}}";

  /// @param role whose credentials are served
  /// @param tokenFile where the token is that they are asked for with
  public record Place(RoleArn role, Path tokenFile) {}

  /// Those of the endpoint itself.
  private static final Set<String> TAKEN = Set.of("/healthz", "/metrics");

  public RoleMap {
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
  }

  /// One role, at the path of its name.
  ///
  /// @throws ProblemException malformed, where that path is the endpoint's own
  public static RoleMap of(Place only) {
    var path = "/" + only.role().name();
    if (TAKEN.contains(path)) {
      throw ProblemException.malformed(
          "role-at-taken-path",
          "a role of the name %s cannot be served at %s, where the endpoint tells how it stands"
              .formatted(only.role().name(), path),
          "give it another path with --map");
    }
    return new RoleMap(Map.of(path, only));
  }

  /// @param json as in `--map`
  /// @param directory that relative paths of token files begin in
  /// @throws ProblemException malformed; also where two paths have the same token file, since a
  ///   token must open one path only
  public static RoleMap parse(String json, Path directory) {
    if (!(JsonText.parse(json, "map of roles") instanceof Json.Obj(var members))
        || members.isEmpty()) {
      throw malformed("it must be an object that names at least one path");
    }
    var roles = new LinkedHashMap<String, Place>();
    var files = new HashSet<Path>();
    members.forEach((path, member) -> {
      var place = place(path, member, directory);
      if (!files.add(place.tokenFile())) {
        throw malformed(path + " has the token file of another path");
      }
      roles.put(path, place);
    });
    return new RoleMap(roles);
  }

  private static Place place(String path, Json member, Path directory) {
    if (!path.matches("/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*") || TAKEN.contains(path)) {
      throw malformed("\"" + path + "\" is not a path that a role can be at");
    }
    if (!(member instanceof Json.Obj place)
        || place.text("role").isEmpty()
        || place.text("token_file").isEmpty()
        || place.members().size() != 2) {
      throw malformed(path + " must name its role and its token_file, and nothing else");
    }
    return new Place(
        role(path, place.text("role").orElseThrow()),
        directory.resolve(PathText.parse(place.text("token_file").orElseThrow())).normalize());
  }

  private static RoleArn role(String path, String arn) {
    try {
      return RoleArn.parse(arn);
    } catch (ProblemException e) {
      throw malformed("at " + path + ", " + e.problem().message());
    }
  }

  private static ProblemException malformed(String why) {
    return ProblemException.malformed(
        "malformed-role-map", "the map of roles cannot be used: " + why, HINT);
  }
}
