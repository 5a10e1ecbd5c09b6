package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.aws.SdkRestCalls;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls that trust anchors and profiles have in common. Thread-safe.
///
/// @param calls of the management API
/// @param family the resources share the rate of this family
/// @param type the resource in operations, `TrustAnchor`
/// @param path the resource in paths, `/trustanchor`
/// @param member the resource in answers, `trustAnchor`
public record ResourceCalls(
    ManagementCalls calls, CallFamily family, String type, String path, String member) {
  public static ResourceCalls trustAnchors(ManagementCalls calls) {
    return new ResourceCalls(
        calls, CallFamily.TRUST_ANCHORS, "TrustAnchor", "/trustanchor", "trustAnchor");
  }

  public static ResourceCalls profiles(ManagementCalls calls) {
    return new ResourceCalls(calls, CallFamily.PROFILES, "Profile", "/profile", "profile");
  }

  /// Returns all resources of a region.
  public List<Json.Obj> list(String region) {
    return calls.pages(family, region, "List" + type + "s", path + "s", member + "s");
  }

  /// Returns a resource; empty if it does not exist.
  public Optional<Json.Obj> find(RolesAnywhereArn arn) {
    try {
      return Optional.of(one("Get", "GET", arn, "", Optional.empty()));
    } catch (ProblemException e) {
      return absent(e);
    }
  }

  /// Creates a resource and returns it.
  public Json.Obj create(String region, Json.Obj body) {
    return send("Create", "POST", region, path + "s", Optional.of(body));
  }

  /// Changes the given members of a resource and returns it.
  public Json.Obj update(RolesAnywhereArn arn, Json.Obj body) {
    return one("Update", "PATCH", arn, "", Optional.of(body));
  }

  public void enable(RolesAnywhereArn arn) {
    one("Enable", "POST", arn, "/enable", Optional.empty());
  }

  /// Deletes a resource, if it exists.
  public void delete(RolesAnywhereArn arn) {
    try {
      one("Delete", "DELETE", arn, "", Optional.empty());
    } catch (ProblemException e) {
      absent(e);
    }
  }

  /// Returns the ARN that a resource must have.
  ///
  /// @param member its name in the resource
  /// @throws ProblemException unreachable, if it is missing
  public static RolesAnywhereArn arn(Json.Obj resource, String member, RolesAnywhereArn.Type type) {
    try {
      return RolesAnywhereArn.parse(ManagementCalls.text(resource, member), type);
    } catch (ProblemException e) {
      throw ManagementCalls.unusable();
    }
  }

  private Json.Obj one(
      String verb, String method, RolesAnywhereArn arn, String end, Optional<Json.Obj> body) {
    return send(verb, method, arn.region(), path + "/" + arn.id() + end, body);
  }

  private Json.Obj send(
      String verb, String method, String region, String to, Optional<Json.Obj> body) {
    var request = new SdkRestCalls.Request(verb + type, method, to, Map.of(), body);
    return calls.call(family, region, request);
  }

  private static Optional<Json.Obj> absent(ProblemException e) {
    if (e.problem().code().equals(ManagementProblems.NOT_FOUND)) {
      return Optional.empty();
    }
    throw e;
  }
}
