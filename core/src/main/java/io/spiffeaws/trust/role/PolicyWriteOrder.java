package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Computes [PolicyWrites]. Between the two lists, each inline policy is in its middle state. It
/// has only statements that the role grants before and after, plus every Deny of both sides.
final class PolicyWriteOrder {
  /// AWS managed policies that deny (AWS Managed Policy Reference Guide).
  private static final Pattern DENYING =
      Pattern.compile("arn:[a-z-]+:iam::aws:policy/(AWSDenyAll|AWSCompromisedKeyQuarantine.*)");

  private final RolePolicies before;
  private final RolePolicies after;
  private final PermissionGrants grantedBefore;
  private final PermissionGrants grantedAfter;

  /// Whether a removed policy may stay until its replacement exists, so that workloads never lose
  /// its permissions.
  private final boolean roomy;

  /// The states of one inline policy; each is empty if the policy does not exist then.
  private record Inline(
      String name, Optional<Json> before, Optional<Json> middle, Optional<Json> after) {
    boolean replaced() {
      return !before.equals(middle) && !middle.equals(after);
    }

    int growth() {
      return length(after) - length(before);
    }

    static int length(Optional<Json> document) {
      return document.map(PolicyQuota::length).orElse(0);
    }
  }

  PolicyWriteOrder(RolePolicies before, RolePolicies after, boolean roomy) {
    this.before = before;
    this.after = after;
    this.roomy = roomy;
    this.grantedBefore = PermissionGrants.of(before.inline().values());
    this.grantedAfter = PermissionGrants.of(after.inline().values());
  }

  /// @param together whether nothing else is written between the two lists
  PolicyWrites writes(boolean together) {
    var policies = policies();
    var atOnce =
        policies.stream()
            .filter(policy -> together && policy.replaced())
            .min(Comparator.comparingInt(Inline::growth));
    var restricting = new ArrayList<PolicyWrite>();
    missing(before.attached(), after.attached()).stream()
        .filter(PolicyWriteOrder::denies)
        .forEach(arn -> restricting.add(new PolicyWrite.Attach(arn)));
    policies.stream()
        .filter(policy -> atOnce.filter(policy::equals).isEmpty())
        .filter(policy -> !policy.before().equals(policy.middle()))
        .sorted(
            Comparator.comparing((Inline policy) -> policy.before().isPresent())
                .thenComparingInt(
                    policy -> Inline.length(policy.middle()) - Inline.length(policy.before())))
        .forEach(policy -> restricting.add(write(policy.name(), policy.middle())));
    missing(after.attached(), before.attached()).stream()
        .filter(arn -> !denies(arn))
        .forEach(arn -> restricting.add(new PolicyWrite.Detach(arn)));
    return new PolicyWrites(restricting, extending(policies, atOnce));
  }

  private List<PolicyWrite> extending(List<Inline> policies, Optional<Inline> atOnce) {
    var extending = new ArrayList<PolicyWrite>();
    atOnce.ifPresent(policy -> extending.add(write(policy.name(), policy.after())));
    missing(before.attached(), after.attached()).stream()
        .filter(arn -> !denies(arn))
        .forEach(arn -> extending.add(new PolicyWrite.Attach(arn)));
    policies.stream()
        .filter(policy -> atOnce.filter(policy::equals).isEmpty())
        .filter(policy -> !policy.middle().equals(policy.after()))
        .sorted(
            Comparator.comparing((Inline policy) -> policy.after().isPresent() != roomy)
                .thenComparingInt(
                    policy -> Inline.length(policy.after()) - Inline.length(policy.middle())))
        .forEach(policy -> extending.add(write(policy.name(), policy.after())));
    missing(after.attached(), before.attached()).stream()
        .filter(PolicyWriteOrder::denies)
        .forEach(arn -> extending.add(new PolicyWrite.Detach(arn)));
    return extending;
  }

  private static PolicyWrite write(String name, Optional<Json> document) {
    return document
        .<PolicyWrite>map(text -> new PolicyWrite.Put(name, text))
        .orElseGet(() -> new PolicyWrite.Delete(name));
  }

  /// The inline policies that differ.
  private List<Inline> policies() {
    var names = new TreeSet<>(before.inline().keySet());
    names.addAll(after.inline().keySet());
    var policies = new ArrayList<Inline>();
    for (var name : names) {
      var old = Optional.ofNullable(before.inline().get(name));
      var now = Optional.ofNullable(after.inline().get(name));
      if (old.isEmpty() || now.isEmpty() || !PolicyEquivalence.same(old.get(), now.get())) {
        policies.add(new Inline(name, old, middle(old, now), now));
      }
    }
    return policies;
  }

  private Optional<Json> middle(Optional<Json> old, Optional<Json> now) {
    var statements = new ArrayList<Json>();
    old.ifPresent(there -> statements.addAll(kept(there, grantedAfter, now.isPresent())));
    now.ifPresent(there -> statements.addAll(kept(there, grantedBefore, old.isPresent())));
    if (statements.isEmpty()) {
      return Optional.empty();
    }
    var middle = document(old, now, statements);
    if (now.filter(there -> same(there, middle)).isPresent()) {
      return now;
    }
    if (old.filter(there -> same(there, middle)).isPresent()) {
      return old;
    }
    return roomy || PolicyQuota.length(middle) <= Inline.length(old)
        ? Optional.of(middle)
        : denies(old, now);
  }

  private static Optional<Json> denies(Optional<Json> old, Optional<Json> now) {
    var denies = new ArrayList<Json>();
    old.ifPresent(there -> denies.addAll(PolicyStatements.of(there).denies()));
    now.ifPresent(there -> denies.addAll(PolicyStatements.of(there).denies()));
    return denies.isEmpty() ? Optional.empty() : Optional.of(document(old, now, denies));
  }

  /// @param partly whether some of the statements may exist without the others. A policy that is
  ///   created or deleted is created or deleted as a whole
  private List<Json> kept(Json document, PermissionGrants other, boolean partly) {
    var statements = PolicyStatements.of(document);
    var common = statements.allows().stream().filter(each -> other.cover(each, document)).toList();
    var kept = new ArrayList<Json>();
    if (partly || (roomy && common.size() == statements.allows().size())) {
      kept.addAll(common);
    }
    kept.addAll(statements.denies());
    return kept;
  }

  private static Json document(Optional<Json> old, Optional<Json> now, List<Json> statements) {
    var version = PolicyStatements.of(now.or(() -> old).orElseThrow()).version();
    return new PolicyStatements(version, statements).document();
  }

  private static boolean same(Json document, Json middle) {
    var statements = PolicyStatements.of(document);
    return !statements.all().isEmpty() && PolicyEquivalence.same(statements.document(), middle);
  }

  private static Set<String> missing(Set<String> here, Set<String> there) {
    var missing = new TreeSet<>(there);
    missing.removeAll(new HashSet<>(here));
    return missing;
  }

  private static boolean denies(String arn) {
    return DENYING.matcher(arn).matches();
  }
}
