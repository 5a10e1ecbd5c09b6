package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The grants of the Allow statements of inline policies. They show whether a statement of another
/// policy is granted already. Immutable.
final class PermissionGrants {
  private static final Set<String> PLAIN = Set.of("Effect", "Action", "Resource");

  /// One action on one resource.
  ///
  /// @param action in lower case; empty if the statement cannot be split
  /// @param rest the rest of the statement, such as its conditions; the whole statement if it
  ///   cannot be split
  private record Grant(String action, String resource, Json rest) {
    private static final Json UNCONDITIONAL = Json.object();

    boolean covers(Grant other) {
      return covers(action, other.action)
          && covers(resource, other.resource)
          && (rest.equals(other.rest) || (rest.equals(UNCONDITIONAL) && !other.action.isEmpty()));
    }

    /// A pattern with a policy variable is compared literally.
    private static boolean covers(String pattern, String text) {
      return pattern.equals(text) || (!pattern.contains("$") && Glob.covers(pattern, text));
    }
  }

  private final List<Grant> grants;

  private PermissionGrants(List<Grant> grants) {
    this.grants = grants;
  }

  static PermissionGrants of(Collection<Json> documents) {
    var grants = new ArrayList<Grant>();
    for (var document : documents) {
      PolicyStatements.of(document).allows().forEach(each -> grants.addAll(split(each, document)));
    }
    return new PermissionGrants(grants);
  }

  /// Whether everything that the statement grants is granted here. A yes is certain. A no may be
  /// wrong if only several statements together grant it, or if the statement has elements that are
  /// not evaluated.
  boolean cover(Json statement, Json document) {
    return split(statement, document).stream()
        .allMatch(desired -> grants.stream().anyMatch(grant -> grant.covers(desired)));
  }

  private static List<Grant> split(Json statement, Json document) {
    if (!(statement instanceof Json.Obj members)
        || members.get("Action").isEmpty()
        || members.get("Resource").isEmpty()
        || !members.without("Condition").without("Sid").members().keySet().equals(PLAIN)) {
      return List.of(new Grant("", "", PolicyEquivalence.canonical(statement)));
    }
    var rest = members;
    for (var split : List.of("Sid", "Effect", "Action", "Resource")) {
      rest = rest.without(split);
    }
    if (JsonText.compact(statement).contains("${") && document instanceof Json.Obj policy) {
      // the version determines whether that is a variable (IAM User Guide, "IAM policy elements:
      // Version")
      rest = rest.with("Version", policy.get("Version").orElse(new Json.Null()));
    }
    var grants = new ArrayList<Grant>();
    for (var action : TrustStatement.texts(members.get("Action").get())) {
      for (var resource : TrustStatement.texts(members.get("Resource").get())) {
        grants.add(
            new Grant(
                action.toLowerCase(Locale.ROOT), resource, PolicyEquivalence.canonical(rest)));
      }
    }
    return grants;
  }
}
