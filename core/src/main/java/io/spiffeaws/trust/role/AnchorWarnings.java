package io.spiffeaws.trust.role;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.subject.AnchorEditor;
import io.spiffeaws.trust.subject.AnchorGrants;
import io.spiffeaws.trust.subject.AnchorGrants.Grant;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The warnings for an edit of what a trust anchor of IAM Roles Anywhere allows.
final class AnchorWarnings implements SubjectWarnings {
  /// A URI that does not fit a session tag.
  private static final Subject UNTAGGED = Subject.asWritten("spiffe://untagged.invalid/#");

  private final Role role;
  private final RolesAnywhereArn anchor;

  AnchorWarnings(Role role, RolesAnywhereArn anchor) {
    this.role = role;
    this.anchor = anchor;
  }

  /// The warnings for an edit of another way.
  static AnchorWarnings ofOtherWay(Role role) {
    var named = RolesAnywhereStatements.anchors(role.trust());
    return new AnchorWarnings(role, named.isEmpty() ? anyOf(role) : named.getFirst());
  }

  /// An anchor in the role's account that does not exist.
  private static RolesAnywhereArn anyOf(Role role) {
    var parts = role.arn().split(":", 6);
    return new RolesAnywhereArn(
        parts.length > 1 ? parts[1] : "aws",
        "us-east-1",
        parts.length > 4 ? parts[4] : "",
        RolesAnywhereArn.Type.TRUST_ANCHOR,
        AnchorGrants.UNNAMED);
  }

  @Override
  public List<String> added(TrustPolicy before, TrustPolicy after, Subject subject) {
    return List.of();
  }

  @Override
  public List<String> requested(Subject subject) {
    return List.of();
  }

  @Override
  public List<String> removed(TrustPolicy after, Subject subject) {
    var warnings = new ArrayList<>(remaining(after, subject));
    warnings.addAll(lost(after, subject));
    for (var provider : after.providers()) {
      warnings.addAll(
          new GrantWarnings(role, new ProviderAudience(provider, Optional.empty()))
              .remaining(after, subject));
    }
    if (after.providers().isEmpty()) {
      warnings.addAll(byEveryProvider(after, subject));
    }
    return warnings;
  }

  private List<String> byEveryProvider(TrustPolicy policy, Subject subject) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .filter(TrustStatement::mayApplyToEveryProvider)
        .map(statement ->
            "%s may still be allowed with tokens of any issuer: %s allows every principal; %s"
                .formatted(subject, statement.title(), lint()))
        .toList();
  }

  /// Warns of every grant by a trust anchor.
  List<String> remaining(TrustPolicy policy, Subject subject) {
    return AnchorGrants.of(policy, anchor, subject).stream()
        .map(grant ->
            "%s %s allowed by %s: %s"
                .formatted(
                    subject,
                    grant.certain() ? "is still" : "may still be",
                    words(grant.anchor()),
                    cause(policy, grant, subject)))
        .distinct()
        .toList();
  }

  private static String words(String anchor) {
    return anchor.equals(AnchorGrants.UNNAMED)
        ? "trust anchors that the policy does not name"
        : "trust anchor " + anchor;
  }

  /// Warns of other trust anchors that no longer allow the subject; and of certificates without the
  /// tag, which an operator such as `StringEqualsIfExists` allowed.
  private List<String> lost(TrustPolicy after, Subject subject) {
    var warnings = new ArrayList<String>();
    var told = new HashSet<>(Set.of(anchor.toString()));
    for (var lost : withListed(subject)) {
      var anchors = lostBy(after, lost);
      anchors.keySet().removeAll(told);
      anchors.forEach((other, rest) ->
          warnings.add("%s is also no longer allowed by %s%s".formatted(lost, words(other), rest)));
      if (lost.equals(subject)) {
        told.addAll(anchors.keySet());
      }
    }
    lostBy(after, UNTAGGED)
        .forEach((other, rest) ->
            warnings.add(
                "certificates without the tag %s are also no longer allowed by %s%s"
                    .formatted(RolesAnywhereSession.URI_TAG, words(other), rest)));
    return warnings;
  }

  /// The subject; and for a pattern, an ID for each value of the policy that matches some of the
  /// same IDs. A statement may allow these, but not the whole pattern.
  private Set<Subject> withListed(Subject subject) {
    var subjects = new LinkedHashSet<Subject>();
    subjects.add(subject);
    role.trust().statements().stream()
        .flatMap(statement -> statement.conditionsOn(RolesAnywhereStatements.URI_KEY).stream())
        .flatMap(condition -> condition.values().stream())
        .flatMap(value -> Glob.common(subject.text(), value).stream())
        .map(Subject::asWritten)
        .forEach(subjects::add);
    return subjects;
  }

  /// The anchors that lost a grant of the subject and do not certainly allow it now, with what is
  /// left.
  private Map<String, String> lostBy(TrustPolicy after, Subject subject) {
    var was = byAnchor(role.trust(), subject);
    var is = byAnchor(after, subject);
    var lost = new LinkedHashMap<String, String>();
    was.forEach((anchorOfGrant, before) -> {
      var left = is.getOrDefault(anchorOfGrant, List.of());
      var less = left.size() < before.size() || before.stream().anyMatch(Grant::certain);
      if (less && left.stream().noneMatch(Grant::certain)) {
        lost.put(anchorOfGrant, left.isEmpty() ? "" : ", unless another statement applies");
      }
    });
    return lost;
  }

  private Map<String, List<Grant>> byAnchor(TrustPolicy policy, Subject subject) {
    return AnchorGrants.of(policy, anchor, subject).stream()
        .collect(groupingBy(Grant::anchor, LinkedHashMap::new, toList()));
  }

  private String cause(TrustPolicy policy, Grant grant, Subject subject) {
    var statement = grant.statement();
    var subjects = statement.conditionsOn(RolesAnywhereStatements.URI_KEY);
    var listed =
        subjects.stream()
            .filter(RolesAnywhereStatements::lists)
            .flatMap(condition -> condition.values().stream())
            .filter(value -> Glob.covers(value, subject.text()))
            .findFirst();
    if (listed.isPresent()) {
      return "%s lists %s; %s"
          .formatted(statement.title(), listed.get(), removal(policy, grant, listed.get()));
    }
    return subjects.isEmpty()
        ? "%s has no %s; %s".formatted(statement.title(), RolesAnywhereStatements.URI_KEY, lint())
        : "%s has %s %s; %s"
            .formatted(
                statement.title(),
                subjects.getFirst().spelled(),
                RolesAnywhereStatements.URI_KEY,
                lint());
  }

  private String removal(TrustPolicy policy, Grant grant, String listed) {
    var removable =
        AnchorEditor.removeSub(
                policy.only(grant.statement()), grant.tried(), Subject.asWritten(listed))
            .changed();
    return removable
        ? TypedCommand.of(
            "to remove that, run: spiffe-aws trust remove-sub %s %s --trust-anchor-arn %s",
            role.name(), listed, grant.tried())
        : lint();
  }

  private String lint() {
    return TypedCommand.of("to see how to restrict it, run: spiffe-aws trust lint %s", role.name());
  }
}
