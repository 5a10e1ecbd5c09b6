package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.Meaning;
import io.spiffeaws.trust.ProviderArn;
import io.spiffeaws.trust.ProviderStatements;
import io.spiffeaws.trust.TagDiff;
import io.spiffeaws.trust.WantedRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What makes a role just what is wanted. Statements of its trust policy for other principals, tags
/// that are not named, and a permissions boundary where none is named, stay.
final class RoleEdits {
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private RoleEdits() {}

  /// @param former providers that it may trust no longer
  static List<RoleEdit> between(RoleState found, WantedRole wanted, List<ProviderArn> former) {
    var edits = new ArrayList<RoleEdit>();
    var role = found.role();
    var trust =
        ProviderStatements.replaced(role.trust(), wanted.target().provider(), wanted.trust());
    for (var arn : former) {
      trust = ProviderStatements.without(trust, arn);
    }
    if (!trust.equals(role.trust())) {
      edits.add(new RoleEdit.Trust(role.trust(), trust));
    }
    var session = wanted.maxSession().orElse(USUAL_SESSION);
    if (!session.equals(role.maxSession())) {
      edits.add(new RoleEdit.MaxSession(role.maxSession(), session));
    }
    wanted
        .boundary()
        .filter(arn -> !role.boundary().equals(Optional.of(arn)))
        .ifPresent(arn -> edits.add(new RoleEdit.Boundary(role.boundary(), arn)));
    var tags = TagDiff.of(role.tags(), wanted.marked(), false);
    if (!tags.added().isEmpty()) {
      edits.add(new RoleEdit.Tags(tags.added(), tags.lines()));
    }
    policies(found, wanted, edits);
    return edits;
  }

  /// The policies of a role that is made.
  static List<RoleEdit> of(WantedRole wanted) {
    var edits = new ArrayList<RoleEdit>();
    wanted.attached().forEach(arn -> edits.add(new RoleEdit.Attach(arn)));
    inline(wanted)
        .forEach((name, document) ->
            edits.add(new RoleEdit.PutPolicy(name, Optional.empty(), document)));
    return edits;
  }

  private static void policies(RoleState found, WantedRole wanted, List<RoleEdit> edits) {
    for (var arn : wanted.attached()) {
      if (!found.attached().contains(arn)) {
        edits.add(new RoleEdit.Attach(arn));
      }
    }
    var documents = inline(wanted);
    documents.forEach((name, document) -> {
      var before = Optional.ofNullable(found.inline().get(name));
      if (before.filter(there -> Meaning.same(there, document)).isEmpty()) {
        edits.add(new RoleEdit.PutPolicy(name, before, document));
      }
    });
    found.attached().stream()
        .filter(arn -> !wanted.attached().contains(arn))
        .forEach(arn -> edits.add(new RoleEdit.Detach(arn)));
    found.inline().keySet().stream()
        .filter(name -> !documents.containsKey(name))
        .forEach(name -> edits.add(new RoleEdit.DeletePolicy(name)));
  }

  static Map<String, Json> inline(WantedRole wanted) {
    var documents = new TreeMap<String, Json>();
    wanted
        .inline()
        .forEach(
            (name, text) -> documents.put(name, JsonText.parse(text, "the inline policy " + name)));
    return documents;
  }
}
