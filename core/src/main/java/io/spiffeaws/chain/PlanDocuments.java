package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import java.util.ArrayList;

/// The policies that a plan replaces, before and after. The changes themselves contain the policies
/// that it creates in full.
final class PlanDocuments {
  private PlanDocuments() {}

  /// A list of objects: `role`, `policy` (the name of an inline policy; absent for the trust
  /// policy), `before` and `after`.
  static Json of(Plan plan) {
    var documents = new ArrayList<Json>();
    for (var step : plan.steps()) {
      if (step instanceof PlannedChange.ChangeRole(var role, var edits, _)) {
        var name = Json.object().with("role", Json.of(role.role().name()));
        for (var edit : edits) {
          switch (edit) {
            case RoleEdit.Trust(var before, _, var after) ->
                documents.add(
                    name.with("before", before.document()).with("after", after.document()));
            case RoleEdit.PutPolicy(var policy, var before, var after) ->
                before.ifPresent(there ->
                    documents.add(
                        name.with("policy", Json.of(policy))
                            .with("before", there)
                            .with("after", after)));
            default -> {}
          }
        }
      }
    }
    return Json.array(documents);
  }
}
