package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.iam.RolePolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The calls that change the policies of a role, in an order that is safe to stop after any of
/// them: first those that only take permissions away, then those that only add some. Whoever may
/// assume the role has, after each call, at most the permissions from before or at most those from
/// after. Who may assume it is changed between the two lists, as long as only what both sides have
/// is there: an ID that is no longer allowed never gets a new permission, and an ID that comes in
/// never gets an old one.
///
/// A replaced inline policy may do both at once, so it is first reduced to the statements that both
/// sides grant, plus each Deny of either. If nothing else is written between the two lists, one
/// replaced policy is exempt: IAM replaces it in one step, from a state within the permissions
/// before to one within those after.
///
/// The content of managed policies is not read. They count as granting permissions, but for AWS's
/// own that are known to deny.
///
/// @param narrowing the calls that take permissions away
/// @param widening the calls that add permissions
public record PolicyWrites(List<PolicyWrite> narrowing, List<PolicyWrite> widening) {
  public PolicyWrites {
    narrowing = List.copyOf(narrowing);
    widening = List.copyOf(widening);
  }

  /// @param together whether nothing else is written between the two lists
  public static PolicyWrites between(RolePolicies before, RolePolicies after, boolean together) {
    var roomy = new PolicyWriteOrder(before, after, true).writes(together);
    return PolicyQuota.fits(before, after, roomy)
        ? roomy
        : new PolicyWriteOrder(before, after, false).writes(together);
  }

  /// All of them in order.
  public List<PolicyWrite> inOrder() {
    var all = new ArrayList<>(narrowing);
    all.addAll(widening);
    return all;
  }

  /// The policies once the call is made.
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
