package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;

/// The ARN of a trust anchor that does not exist yet. AWS chooses the ID, so a plan shows this ARN
/// in trust policies, and the apply replaces it. No anchor can have it: IDs are UUIDs.
final class UnknownAnchor {
  private static final String ID = "known-after-apply";
  private static final int UUID_LENGTH = 36;

  private UnknownAnchor() {}

  static RolesAnywhereArn of(AwsAccount account, String region) {
    return new RolesAnywhereArn(
        account.partition(), region, account.id(), RolesAnywhereArn.Type.TRUST_ANCHOR, ID);
  }

  static boolean is(RolesAnywhereArn arn) {
    return arn.id().equals(ID);
  }

  /// The length of the policy once the ID is known, as IAM counts it.
  static int length(TrustPolicy policy) {
    return policy.length()
        + (policy.compact().contains(":trust-anchor/" + ID + "\"") ? UUID_LENGTH - ID.length() : 0);
  }

  /// Replaces the ARN in the trust policies of a planned change.
  ///
  /// @param anchor the trust anchor that was created
  static PlannedChange resolved(PlannedChange step, RolesAnywhereArn anchor) {
    return switch (step) {
      case PlannedChange.CreateRole(var role, var edits, var description) ->
          new PlannedChange.CreateRole(
              role.withTrust(resolved(role.trust(), anchor)), edits, description);
      case PlannedChange.ChangeRole(var role, var edits, var notes) ->
          new PlannedChange.ChangeRole(role, resolved(edits, anchor), notes);
      default -> step;
    };
  }

  private static List<RoleEdit> resolved(List<RoleEdit> edits, RolesAnywhereArn anchor) {
    return edits.stream()
        .map(edit ->
            edit instanceof RoleEdit.Trust(var before, var common, var after)
                ? new RoleEdit.Trust(before, resolved(common, anchor), resolved(after, anchor))
                : edit)
        .toList();
  }

  private static TrustPolicy resolved(TrustPolicy policy, RolesAnywhereArn anchor) {
    var unknown =
        new RolesAnywhereArn(
            anchor.partition(), anchor.region(), anchor.account(), anchor.type(), ID);
    return new TrustPolicy(
        (Json.Obj)
            replaced(policy.document(), Json.of(unknown.toString()), Json.of(anchor.toString())));
  }

  private static Json replaced(Json value, Json from, Json to) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var copy = Json.object();
        for (var member : members.entrySet()) {
          copy = copy.with(member.getKey(), replaced(member.getValue(), from, to));
        }
        yield copy;
      }
      case Json.Arr(var items) ->
          Json.array(items.stream().map(item -> replaced(item, from, to)).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value.equals(from) ? to : value;
    };
  }
}
