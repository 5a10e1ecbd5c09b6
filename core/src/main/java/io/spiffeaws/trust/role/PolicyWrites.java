package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.iam.RolePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The calls that change the policies of a role, in an order that is safe to stop after any call.
/// The first calls only remove permissions, the later ones only add permissions. After each call,
/// an ID that may assume the role has at most the permissions from before or at most those from
/// after. The trust policy is changed between the two lists, while the role has only permissions of
/// both sides. So an ID that is no longer allowed never gets a new permission, and a newly allowed
/// ID never gets an old one.
///
/// A replaced inline policy may both add and remove permissions. It is first reduced to the
/// statements that both sides grant, plus every Deny of either side. If nothing else is written
/// between the two lists, one replaced policy is exempt. IAM replaces it in one step, from a state
/// within the permissions before to one within those after.
///
/// The content of managed policies is not read. They count as granting permissions, except AWS
/// managed policies that are known to deny.
///
/// @param restricting the calls that remove permissions
/// @param extending the calls that add permissions
public record PolicyWrites(List<PolicyWrite> restricting, List<PolicyWrite> extending) {
  public PolicyWrites {
    restricting = List.copyOf(restricting);
    extending = List.copyOf(extending);
  }

  /// @param together whether nothing else is written between the two lists
  public static PolicyWrites between(RolePolicies before, RolePolicies after, boolean together) {
    var roomy = new PolicyWriteOrder(before, after, true).writes(together);
    return PolicyQuota.fits(before, after, roomy)
        ? roomy
        : new PolicyWriteOrder(before, after, false).writes(together);
  }

  /// All calls in order.
  public List<PolicyWrite> inOrder() {
    var all = new ArrayList<>(restricting);
    all.addAll(extending);
    return all;
  }

  /// The policies after the call.
  static RolePolicies applied(RolePolicies policies, PolicyWrite write) {
    var attached = new TreeSet<>(policies.attached());
    var inline = new TreeMap<String, Json>(policies.inline());
    switch (write) {
      case PolicyWrite.Attach(var arn) -> attached.add(arn);
      case PolicyWrite.Detach(var arn) -> attached.remove(arn);
      case PolicyWrite.Put(var name, var document) -> inline.put(name, document);
      case PolicyWrite.Delete(var name) -> inline.remove(name);
    }
    return new RolePolicies(attached, inline);
  }
}
