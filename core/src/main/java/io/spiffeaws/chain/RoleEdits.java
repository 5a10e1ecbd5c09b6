package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.iam.TagDiff;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.ProviderStatements;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.DesiredRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The edits that bring a role to the desired state. Statements of its trust policy for other
/// principals and tags that the chain does not name are not changed. Neither is the permissions
/// boundary if the chain specifies none. [RoleEditOrder] defines the order of the edits.
final class RoleEdits {
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private RoleEdits() {}

  /// Compares the role with its desired state.
  ///
  /// @param former providers that the role must no longer trust
  static List<RoleEdit> between(RoleState found, DesiredRole wanted, List<ProviderArn> former) {
    var edits = ofRole(found, wanted, former);
    edits.addAll(removed(found, wanted));
    edits.addAll(added(found, wanted));
    return edits;
  }

  private static List<RoleEdit> ofRole(
      RoleState found, DesiredRole wanted, List<ProviderArn> former) {
    var edits = new ArrayList<RoleEdit>();
    var role = found.role();
    var trust = trusting(role.trust(), wanted, wanted.trust(), former);
    if (!trust.equals(role.trust())) {
      var common = trusting(role.trust(), wanted, wanted.trustWithin(role.trust()), former);
      edits.add(new RoleEdit.Trust(role.trust(), common, trust));
    }
    var session = wanted.maxSession().orElse(USUAL_SESSION);
    if (!session.equals(role.maxSession())) {
      edits.add(new RoleEdit.MaxSession(role.maxSession(), session));
    }
    wanted
        .boundary()
        .filter(arn -> !role.boundary().equals(Optional.of(arn)))
        .ifPresent(arn -> edits.add(new RoleEdit.Boundary(role.boundary(), arn)));
    var tags = TagDiff.of(role.tags(), wanted.allTags(), false);
    if (!tags.added().isEmpty()) {
      edits.add(new RoleEdit.Tags(tags.added(), tags.lines()));
    }
    return edits;
  }

  private static TrustPolicy trusting(
      TrustPolicy before, DesiredRole wanted, TrustPolicy own, List<ProviderArn> former) {
    var trust = ProviderStatements.replaced(before, wanted.provider().orElseThrow(), own);
    for (var arn : former) {
      trust = ProviderStatements.without(trust, arn);
    }
    return trust;
  }

  /// The policies of a role that is to be created.
  static List<RoleEdit> of(DesiredRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    wanted.attached().forEach(arn -> edits.add(new RoleEdit.Attach(arn)));
    inline(wanted)
        .forEach((name, document) ->
            edits.add(new RoleEdit.PutPolicy(name, Optional.empty(), document)));
    return edits;
  }

  private static List<RoleEdit> added(RoleState found, DesiredRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    for (var arn : wanted.attached()) {
      if (!found.attached().contains(arn)) {
        edits.add(new RoleEdit.Attach(arn));
      }
    }
    inline(wanted)
        .forEach((name, document) -> {
          var before = Optional.ofNullable(found.inline().get(name));
          if (before.filter(there -> PolicyEquivalence.same(there, document)).isEmpty()) {
            edits.add(new RoleEdit.PutPolicy(name, before, document));
          }
        });
    return edits;
  }

  private static List<RoleEdit> removed(RoleState found, DesiredRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    found.attached().stream()
        .filter(arn -> !wanted.attached().contains(arn))
        .forEach(arn -> edits.add(new RoleEdit.Detach(arn)));
    var documents = inline(wanted);
    found.inline().keySet().stream()
        .filter(name -> !documents.containsKey(name))
        .forEach(name -> edits.add(new RoleEdit.DeletePolicy(name)));
    return edits;
  }

  static Map<String, Json> inline(DesiredRole wanted) {
    var documents = new TreeMap<String, Json>();
    wanted
        .inline()
        .forEach(
            (name, text) -> documents.put(name, JsonText.parse(text, "the inline policy " + name)));
    return documents;
  }
}
