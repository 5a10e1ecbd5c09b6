package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The statements of a trust policy that allow the holders of certificates to assume a role by IAM
/// Roles Anywhere (IAM Roles Anywhere User Guide, "Trust model"). Pure functions of the policy.
public final class RolesAnywhereStatements {
  /// The service principal that assumes the role.
  public static final String SERVICE = "rolesanywhere.amazonaws.com";

  /// The actions that the service needs; a policy that lacks one allows no certificate.
  public static final List<String> ACTIONS =
      List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");

  /// The condition key with the URI of the certificate, which is the SPIFFE ID of an X509-SVID.
  public static final String URI_KEY = "aws:PrincipalTag/" + RolesAnywhereSession.URI_TAG;

  /// The condition key with the ARN of the trust anchor.
  public static final String SOURCE_ARN = "aws:SourceArn";

  private static final String SOURCE_ACCOUNT = "aws:SourceAccount";

  private RolesAnywhereStatements() {}

  /// A statement that allows exactly the given IDs and patterns by one trust anchor.
  ///
  /// @param subjects at least one
  public static Json.Obj allowing(RolesAnywhereArn anchor, List<Subject> subjects) {
    var ids = subjects.stream().map(Subject::text).distinct().toList();
    var uri =
        Json.object().with(URI_KEY, ids.size() == 1 ? Json.of(ids.get(0)) : Json.strings(ids));
    var operator = subjects.stream().anyMatch(Subject::pattern) ? "StringLike" : "StringEquals";
    return Json.object()
        .with("Effect", Json.of("Allow"))
        .with("Principal", Json.object().with("Service", Json.of(SERVICE)))
        .with("Action", Json.strings(ACTIONS))
        .with(
            "Condition",
            Json.object()
                .with(operator, uri)
                .with("ArnEquals", Json.object().with(SOURCE_ARN, Json.of(anchor.toString()))));
  }

  /// A policy that allows exactly the given IDs and patterns by one trust anchor.
  ///
  /// @param subjects at least one
  public static TrustPolicy policy(RolesAnywhereArn anchor, List<Subject> subjects) {
    return TrustPolicy.empty().plus(allowing(anchor, subjects));
  }

  /// Whether the statement allows something to IAM Roles Anywhere, by its name.
  public static boolean isOne(TrustStatement statement) {
    return statement.allows() && statement.principals("Service").contains(SERVICE);
  }

  /// Whether an Allow statement names IAM Roles Anywhere.
  public static boolean trusted(TrustPolicy policy) {
    return policy.statements().stream().anyMatch(RolesAnywhereStatements::isOne);
  }

  /// The statements that allow something to IAM Roles Anywhere and do not exclude the anchor by
  /// their conditions on the source. They may allow other anchors and other principals too.
  public static List<TrustStatement> of(TrustPolicy policy, RolesAnywhereArn anchor) {
    return policy.statements().stream()
        .filter(RolesAnywhereStatements::isOne)
        .filter(statement -> accepts(policy, statement, anchor))
        .toList();
  }

  /// Whether no condition on the source excludes the anchor.
  static boolean accepts(TrustPolicy policy, TrustStatement statement, RolesAnywhereArn anchor) {
    var evaluation = new RolesAnywhereEvaluation(policy, RolesAnywhereSession.of(anchor, ""));
    return statement.conditions().stream()
        .filter(condition -> condition.isOn(SOURCE_ARN) || condition.isOn(SOURCE_ACCOUNT))
        .allMatch(condition -> evaluation.holds(condition) != Holds.NO);
  }

  /// The trust anchors that the statements for IAM Roles Anywhere name without a wildcard, each
  /// once.
  public static List<RolesAnywhereArn> anchors(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(RolesAnywhereStatements::isOne)
        .flatMap(statement -> sources(statement).stream())
        .flatMap(value -> anchor(value).stream())
        .distinct()
        .toList();
  }

  /// The trust anchor with that ARN, or empty if the text is not the ARN of one trust anchor.
  public static Optional<RolesAnywhereArn> anchor(String text) {
    try {
      return Optional.of(RolesAnywhereArn.parse(text, RolesAnywhereArn.Type.TRUST_ANCHOR));
    } catch (ProblemException malformed) {
      return Optional.empty();
    }
  }

  /// The ARNs and patterns of ARNs that the statement lists on `aws:SourceArn`, as written.
  public static List<String> sources(TrustStatement statement) {
    return statement.conditionsOn(SOURCE_ARN).stream()
        .filter(condition -> !condition.operator().base().negated())
        .flatMap(condition -> condition.values().stream())
        .toList();
  }

  /// Whether a condition lists allowed values, in any spelling of the operator.
  public static boolean lists(TrustCondition condition) {
    return condition.operator().comparesText() && !condition.operator().base().negated();
  }

  /// An ID or a pattern that a statement lists.
  ///
  /// @param sub as written
  /// @param operator as written: `StringEquals`, `StringLike`
  /// @param anchors the values of its condition on `aws:SourceArn`; empty if it has none
  public record Listed(
      String sub, String operator, List<String> anchors, TrustStatement statement) {
    public Listed {
      anchors = List.copyOf(anchors);
    }
  }

  /// The IDs and patterns that the policy lists for IAM Roles Anywhere, in its order.
  public static List<Listed> subjects(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(RolesAnywhereStatements::isOne)
        .flatMap(RolesAnywhereStatements::subjects)
        .toList();
  }

  /// The IDs and patterns that the policy lists for one trust anchor, in its order.
  public static List<Listed> subjects(TrustPolicy policy, RolesAnywhereArn anchor) {
    return of(policy, anchor).stream().flatMap(RolesAnywhereStatements::subjects).toList();
  }

  private static Stream<Listed> subjects(TrustStatement statement) {
    return statement.conditionsOn(URI_KEY).stream()
        .filter(RolesAnywhereStatements::lists)
        .flatMap(condition ->
            condition.values().stream()
                .map(sub -> new Listed(sub, condition.spelled(), sources(statement), statement)));
  }

  /// Replaces all statements that name the anchor by the statements of another policy. Other
  /// principals, other anchors and Deny statements are not changed.
  ///
  /// @return the unchanged policy if it has the same meaning already
  public static TrustPolicy replaced(TrustPolicy policy, RolesAnywhereArn anchor, TrustPolicy by) {
    var statements = new ArrayList<Json>();
    var wanted = new ArrayList<Json>();
    by.statements().forEach(statement -> wanted.add(statement.document()));
    for (var statement : policy.statements()) {
      if (!AnchorSplit.possible(statement, anchor)) {
        statements.add(statement.document());
        continue;
      }
      statements.addAll(wanted);
      wanted.clear();
      statements.addAll(AnchorSplit.others(statement, anchor));
    }
    statements.addAll(wanted);
    var replaced = new TrustPolicy(policy.document().with("Statement", Json.array(statements)));
    return replaced.meansSameAs(policy) ? policy : replaced;
  }

  /// Removes the anchor from every statement that names it.
  public static TrustPolicy without(TrustPolicy policy, RolesAnywhereArn anchor) {
    return replaced(policy, anchor, TrustPolicy.empty());
  }
}
