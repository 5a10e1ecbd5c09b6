package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.PolicyWrite;
import io.spiffeaws.trust.role.PolicyWrites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The order in which the edits of a role are carried out. It is safe to stop after any of them: no
/// ID ever has more permissions than before or than after.
///
/// 1. Remove permissions ([PolicyWrites]), shorten the maximum session duration.
/// 2. If the boundary or tags change, which may add and remove permissions at once: restrict the
///    trust policy to the IDs that it allows both before and after.
/// 3. Change boundary, tags, description.
/// 4. Change the trust policy.
/// 5. Add permissions, lengthen the maximum session duration.
///
/// New policies are therefore added only after the old ones are removed. Statements that the role
/// grants both before and after stay granted all the time.
final class RoleEditOrder {
  private final List<RoleEdit> edits;
  private final Optional<RoleEdit.Trust> trust;

  private RoleEditOrder(List<RoleEdit> edits) {
    this.edits = edits;
    this.trust =
        edits.stream()
            .filter(RoleEdit.Trust.class::isInstance)
            .map(RoleEdit.Trust.class::cast)
            .findFirst();
  }

  /// Sorts the edits, and adds the intermediate ones.
  ///
  /// @param before the policies that the role has
  static List<RoleEdit> of(RolePolicies before, List<RoleEdit> edits) {
    return new RoleEditOrder(edits).ordered(before);
  }

  private List<RoleEdit> ordered(RolePolicies before) {
    var meaning = edits.stream().anyMatch(RoleEditOrder::changesMeaning);
    var writes = PolicyWrites.between(before, after(before), trust.isEmpty() && !meaning);
    var restricted = trust.filter(_ -> meaning).filter(edit -> !same(edit.before(), edit.common()));
    var ordered = new ArrayList<RoleEdit>();
    addAll(ordered, edit -> edit instanceof RoleEdit.MaxSession session && shorter(session));
    writes.restricting().forEach(write -> ordered.add(edit(write)));
    restricted.ifPresent(
        edit -> ordered.add(new RoleEdit.Trust(edit.before(), edit.common(), edit.common())));
    addAll(ordered, RoleEditOrder::changesMeaning);
    addAll(ordered, RoleEdit.Describe.class::isInstance);
    trust
        .map(edit ->
            restricted.isPresent()
                ? new RoleEdit.Trust(edit.common(), edit.common(), edit.after())
                : edit)
        .filter(edit -> !same(edit.before(), edit.after()))
        .ifPresent(ordered::add);
    writes.extending().forEach(write -> ordered.add(edit(write)));
    addAll(ordered, edit -> edit instanceof RoleEdit.MaxSession session && !shorter(session));
    return ordered;
  }

  private static boolean same(TrustPolicy one, TrustPolicy other) {
    return one.meansSameAs(other);
  }

  private void addAll(List<RoleEdit> ordered, Predicate<RoleEdit> which) {
    edits.stream().filter(which).forEach(ordered::add);
  }

  private static boolean changesMeaning(RoleEdit edit) {
    return edit instanceof RoleEdit.Boundary || edit instanceof RoleEdit.Tags;
  }

  private static boolean shorter(RoleEdit.MaxSession session) {
    return session.after().compareTo(session.before()) < 0;
  }

  private RolePolicies after(RolePolicies before) {
    var attached = new HashSet<>(before.attached());
    var inline = new HashMap<String, Json>(before.inline());
    for (var edit : edits) {
      switch (edit) {
        case RoleEdit.Attach(var arn) -> attached.add(arn);
        case RoleEdit.Detach(var arn) -> attached.remove(arn);
        case RoleEdit.PutPolicy(var name, _, var document) -> inline.put(name, document);
        case RoleEdit.DeletePolicy(var name) -> inline.remove(name);
        default -> {}
      }
    }
    return RolePolicies.of(attached, inline);
  }

  private static RoleEdit edit(PolicyWrite write) {
    return switch (write) {
      case PolicyWrite.Attach(var arn) -> new RoleEdit.Attach(arn);
      case PolicyWrite.Detach(var arn) -> new RoleEdit.Detach(arn);
      case PolicyWrite.Put(var name, var document) ->
          new RoleEdit.PutPolicy(name, Optional.empty(), document);
      case PolicyWrite.Delete(var name) -> new RoleEdit.DeletePolicy(name);
    };
  }
}
