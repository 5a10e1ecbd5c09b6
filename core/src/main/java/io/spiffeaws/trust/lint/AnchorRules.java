package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Checks an Allow statement for IAM Roles Anywhere: its actions, the trust anchor, and the
/// conditions on fields of the certificate (IAM Roles Anywhere User Guide, "Trust model").
final class AnchorRules {
  private static final String SOURCE_ACCOUNT = "aws:SourceAccount";
  private static final String SOURCE_IDENTITY = "sts:SourceIdentity";
  private static final String TAG_KEY = "aws:principaltag/x509";
  private static final String ASSUME_ROLE = RolesAnywhereStatements.ACTIONS.getFirst();

  private final AnchorSubject subject;
  private final TrustStatement statement;
  private final LintContext context;
  private final List<Finding> found = new ArrayList<>();

  AnchorRules(TrustPolicy policy, TrustStatement statement, LintContext context) {
    this.subject = new AnchorSubject(policy, statement, context);
    this.statement = statement;
    this.context = context;
  }

  List<Finding> findings() {
    actions();
    if (!statement.allowsAction(ASSUME_ROLE)) {
      return found; // another statement allows the certificate
    }
    sources();
    subject();
    statement.conditions().forEach(this::tag);
    statement.conditionsOn(SOURCE_IDENTITY).forEach(this::sourceIdentity);
    statement.conditions().forEach(this::key);
    found.addAll(new AnchorSubjectRules(subject).findings());
    if (found.isEmpty()) {
      subject
          .denialReason()
          .ifPresent(why ->
              add(
                  FindingCode.LETS_NOBODY_IN,
                  "allows no certificate: " + why,
                  "correct the condition or delete the statement"));
    }
    return found;
  }

  private void actions() {
    if (statement.document().get("NotAction").isPresent()) {
      add(
          FindingCode.NOT_ACTION,
          "allows every action except its NotAction",
          "use the Action %s instead of NotAction"
              .formatted(String.join(", ", RolesAnywhereStatements.ACTIONS)));
      return;
    }
    if (statement.actions().stream().anyMatch(Glob::isPattern)
        && subject.onlyService()
        && !exactActions().isEmpty()) {
      found.add(
          subject.fixable(
              FindingCode.WIDE_ACTION,
              "allows " + String.join(", ", statement.actions()),
              statement.withActions(exactActions())));
    }
    var missing = subject.missingActions();
    if (!missing.isEmpty()) {
      missingActions(missing);
    }
  }

  /// The actions of IAM Roles Anywhere that its patterns allow.
  private List<String> exactActions() {
    return RolesAnywhereStatements.ACTIONS.stream().filter(statement::allowsAction).toList();
  }

  private void missingActions(List<String> missing) {
    var actions = new ArrayList<>(statement.actions());
    actions.addAll(missing);
    var detail = "does not allow " + String.join(" and ", missing);
    var fixed = statement.withActions(actions);
    found.add(
        subject.restricted()
            ? subject.fixable(FindingCode.MISSING_ACTION, detail, fixed)
            : finding(
                FindingCode.MISSING_ACTION,
                detail,
                "add the Action " + String.join(", ", missing)));
  }

  private void sources() {
    var conditions =
        statement.conditions().stream()
            .filter(AnchorRules::restrictsSource)
            .map(condition -> condition.isOn(RolesAnywhereStatements.SOURCE_ARN))
            .toList();
    if (conditions.isEmpty()) {
      add(
          FindingCode.NO_SOURCE,
          "allows rolesanywhere.amazonaws.com without aws:SourceArn or aws:SourceAccount",
          anchorHint());
    } else if (!conditions.contains(true)) {
      add(
          FindingCode.ANY_ANCHOR,
          "has " + SOURCE_ACCOUNT + ", but no " + RolesAnywhereStatements.SOURCE_ARN,
          anchorHint());
    }
    statement
        .conditionsOn(RolesAnywhereStatements.SOURCE_ARN)
        .forEach(condition -> condition.values().forEach(value -> source(condition, value)));
  }

  private static String anchorHint() {
    return "add an ArnEquals condition on aws:SourceArn with the trust anchor:"
        + " arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID";
  }

  private static boolean restrictsSource(TrustCondition condition) {
    return (condition.isOn(RolesAnywhereStatements.SOURCE_ARN) || condition.isOn(SOURCE_ACCOUNT))
        && !condition.operator().holdsWithoutKey()
        && condition.values().stream().noneMatch("*"::equals);
  }

  private void source(TrustCondition condition, String value) {
    if (condition.operator().base().negated() || value.equals("*") || value.contains("${")) {
      return;
    }
    var pattern = Glob.isPattern(value) && !isLiteral(condition);
    var anchor = RolesAnywhereStatements.anchor(value);
    if (pattern && !value.matches("arn:[^:]+:rolesanywhere:[^:*?]+:\\d{12}:trust-anchor/[^*?].*")) {
      add(
          FindingCode.ANY_ANCHOR,
          "accepts every trust anchor of " + value,
          "specify the ARN of the trust anchor");
    } else if (!pattern && anchor.isEmpty()) {
      add(
          FindingCode.MALFORMED_ANCHOR,
          "names \"%s\", which is not the ARN of a trust anchor".formatted(value),
          "write arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID");
    }
    anchor
        .filter(arn -> context.account().filter(own -> !own.equals(arn.account())).isPresent())
        .ifPresent(arn ->
            add(
                FindingCode.OTHER_ACCOUNTS_ANCHOR,
                "names the trust anchor %s of another account".formatted(arn),
                "specify a trust anchor of the role's account"));
  }

  private static boolean isLiteral(TrustCondition condition) {
    return condition.operator().base() == ConditionOperator.Base.STRING_EQUALS;
  }

  private void subject() {
    var uris = statement.conditionsOn(RolesAnywhereStatements.URI_KEY);
    if (statement.conditions().stream().noneMatch(AnchorRules::identifies)) {
      found.add(
          finding(FindingCode.NO_URI, "has no condition on " + RolesAnywhereStatements.URI_KEY, "")
              .withHint(subject.name()));
    } else if (!uris.isEmpty() && uris.stream().allMatch(uri -> uri.operator().base().negated())) {
      found.add(
          finding(
                  FindingCode.NEGATED_SUBJECT,
                  "has only " + uris.getFirst().spelled() + " on " + uris.getFirst().key(),
                  "")
              .withHint(subject.name()));
    }
  }

  private static boolean identifies(TrustCondition condition) {
    return isTag(condition) || condition.isOn(SOURCE_IDENTITY);
  }

  private static boolean isTag(TrustCondition condition) {
    return condition.key().toLowerCase(Locale.ROOT).startsWith(TAG_KEY);
  }

  /// Finds an operator that holds for a certificate without the field, and one that restricts less
  /// than it appears to.
  private void tag(TrustCondition condition) {
    if (!isTag(condition)) {
      return;
    }
    var operator = condition.operator();
    if (operator.documented() && holdsWithoutTag(condition)) {
      found.add(operator(FindingCode.MISSING_TAG, condition, !operator.base().negated()));
      return;
    }
    if (!operator.documented()) {
      found.add(operator(FindingCode.UNDOCUMENTED_OPERATOR, condition, true));
    } else if (operator.forAny()) {
      found.add(operator(FindingCode.FOR_ANY_VALUE, condition, true));
    } else if (operator.base() == ConditionOperator.Base.STRING_EQUALS_IGNORE_CASE) {
      found.add(operator(FindingCode.IGNORE_CASE, condition, true));
    }
  }

  private static boolean holdsWithoutTag(TrustCondition condition) {
    return condition.operator().base() == ConditionOperator.Base.NULL
        ? condition.values().stream().anyMatch("true"::equalsIgnoreCase)
        : condition.operator().holdsWithoutKey();
  }

  /// @param plain whether the operator can be replaced by the plain one
  private Finding operator(FindingCode code, TrustCondition condition, boolean plain) {
    var spelled = ConditionOperator.plainSpelling(condition.spelled());
    var operator = spelled.replace("IgnoreCase", "");
    var detail = "has %s on %s".formatted(condition.spelled(), condition.key());
    return plain && operator.matches("StringEquals|StringLike") && !taken(operator, condition)
        ? subject.fixable(code, detail, statement.movedTo(operator, condition))
        : finding(
            code,
            detail,
            "use StringEquals with the intended values on " + RolesAnywhereStatements.URI_KEY);
  }

  private boolean taken(String operator, TrustCondition condition) {
    return statement.conditionsOn(condition.key()).stream()
        .anyMatch(other -> !other.equals(condition) && other.spelled().equals(operator));
  }

  private void sourceIdentity(TrustCondition condition) {
    condition.values().stream()
        .filter(value -> value.matches("ID=.*"))
        .findFirst()
        .ifPresent(value ->
            add(
                FindingCode.SERIAL_IDENTITY,
                "requires the source identity " + value,
                "remove that condition, and list the ID on " + RolesAnywhereStatements.URI_KEY));
  }

  /// Finds keys that no session of IAM Roles Anywhere has, such as those of a token.
  private void key(TrustCondition condition) {
    var key = condition.key().toLowerCase(Locale.ROOT);
    if (!key.isEmpty()
        && !key.startsWith("aws:")
        && !key.startsWith("sts:")
        && subject.onlyService()) {
      add(
          FindingCode.WRONG_KEY,
          "has %s on %s, which no certificate has".formatted(condition.spelled(), condition.key()),
          "use a condition on " + RolesAnywhereStatements.URI_KEY);
    }
  }

  private Finding finding(FindingCode code, String detail, String edit) {
    return Finding.of(code, statement, detail, context.fixCommands().edit(edit));
  }

  private void add(FindingCode code, String detail, String edit) {
    found.add(finding(code, detail, edit));
  }
}
