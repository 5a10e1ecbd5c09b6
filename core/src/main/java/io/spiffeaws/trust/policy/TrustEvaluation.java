package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.issuer.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Evaluates a policy for an identity. The subject may be a pattern: a yes then means that every
/// subject it matches is allowed.
public final class TrustEvaluation {
  /// Three-valued logic for conditions.
  public enum Holds {
    YES,
    NO,
    UNKNOWN;

    Holds and(Holds other) {
      return this == NO || other == NO ? NO : this == YES && other == YES ? YES : UNKNOWN;
    }

    Holds or(Holds other) {
      return this == YES || other == YES ? YES : this == NO && other == NO ? NO : UNKNOWN;
    }

    Holds not() {
      return this == YES ? NO : this == NO ? YES : UNKNOWN;
    }

    static Holds of(boolean holds) {
      return holds ? YES : NO;
    }
  }

  static final String SECURE = "aws:SecureTransport";

  private final TrustPolicy policy;
  private final WebIdentity identity;

  public TrustEvaluation(TrustPolicy policy, WebIdentity identity) {
    this.policy = policy;
    this.identity = identity;
  }

  TrustDecision decide() {
    var allowed = new ArrayList<String>();
    var perhaps = new ArrayList<String>();
    var failed = new ArrayList<String>();
    var perhapsDenied = new ArrayList<String>();
    for (var statement : policy.statements()) {
      var holds = holds(statement);
      if (statement.denies() && holds == Holds.YES) {
        return new TrustDecision.Denied(List.of(statement.title() + " denies it"));
      }
      if (statement.denies() && holds == Holds.UNKNOWN) {
        perhapsDenied.add(statement.title() + " may deny it: " + reason(statement, Holds.UNKNOWN));
      } else if (statement.allows()) {
        switch (holds) {
          case YES -> allowed.add(statement.title() + " allows it");
          case UNKNOWN ->
              perhaps.add(statement.title() + " may allow it: " + reason(statement, Holds.UNKNOWN));
          case NO -> failed.add(statement.title() + ": " + reason(statement, Holds.NO));
        }
      }
    }
    return allowed.isEmpty() && perhaps.isEmpty()
        ? new TrustDecision.Denied(failed.isEmpty() ? List.of("no statement allows it") : failed)
        : allowed.isEmpty() || !perhapsDenied.isEmpty()
            ? new TrustDecision.Undecided(joined(perhaps, perhapsDenied))
            : new TrustDecision.Allowed(allowed);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /// Whether principal, action and every condition of the statement hold.
  public Holds holds(TrustStatement statement) {
    return addressed(statement)
        .and(statement.conditions().stream().map(this::holds).reduce(Holds.YES, Holds::and));
  }

  /// Whether the statement holds without its conditions on the subject.
  public Holds holdsExceptSubject(TrustStatement statement) {
    return addressed(statement)
        .and(
            statement.conditions().stream()
                .filter(condition -> !condition.isOn(identity.subKey()))
                .map(this::holds)
                .reduce(Holds.YES, Holds::and));
  }

  /// Whether the statement applies to the provider and action, but does not accept the audience.
  boolean failsOnAudience(TrustStatement statement) {
    return addressed(statement) != Holds.NO
        && statement.conditionsOn(identity.audKey()).stream()
            .anyMatch(condition -> holds(condition) == Holds.NO);
  }

  /// Describes the part of the statement whose result is unknown.
  public String undecidedReason(TrustStatement statement) {
    return reason(statement, Holds.UNKNOWN);
  }

  private Holds addressed(TrustStatement statement) {
    return principal(statement).and(action(statement));
  }

  private Holds principal(TrustStatement statement) {
    if (statement.document().get("NotPrincipal").isPresent()) {
      return Holds.UNKNOWN;
    }
    return switch (statement.document().get("Principal").orElse(null)) {
      case Json.Str(var anyone) -> Holds.of(anyone.equals("*"));
      case Json.Obj principal ->
          statement.federated().contains(identity.providerArn())
              ? Holds.YES
              : everyone(principal) ? Holds.UNKNOWN : Holds.NO;
      case null, default -> Holds.NO;
    };
  }

  private static boolean everyone(Json.Obj principal) {
    return principal.members().values().stream()
        .anyMatch(values -> TrustStatement.texts(values).contains("*"));
  }

  private static Holds action(TrustStatement statement) {
    var document = statement.document();
    var named =
        document.get("Action").or(() -> document.get("NotAction")).map(TrustStatement::texts);
    var fits =
        named
            .map(actions -> actions.stream().anyMatch(TrustEvaluation::isWebIdentity))
            .map(Holds::of)
            .orElse(Holds.NO);
    return document.get("Action").isPresent() || named.isEmpty() ? fits : fits.not();
  }

  private static boolean isWebIdentity(String action) {
    return Glob.covers(
        action.toLowerCase(Locale.ROOT),
        TrustStatement.WEB_IDENTITY_ACTION.toLowerCase(Locale.ROOT));
  }

  /// Whether a condition holds.
  Holds holds(TrustCondition condition) {
    var operator = condition.operator();
    if (!operator.documented()) {
      return Holds.UNKNOWN;
    }
    if (condition.isOn(identity.subKey())) {
      return present(operator, condition, identity.sub(), Glob.isPattern(identity.sub()));
    }
    if (condition.isOn(identity.audKey())) {
      return present(operator, condition, identity.aud(), false);
    }
    if (condition.isOn(SECURE)) {
      return secure(operator, condition);
    }
    if (ofTheRequest(condition.key())) {
      return Holds.UNKNOWN;
    }
    return switch (identity.claim(condition.key())) {
      case Claim.Present(var values) -> ofClaim(operator, condition, values);
      case Claim.Absent _ -> absent(operator, condition);
      case Claim.Unknown _ -> Holds.UNKNOWN;
    };
  }

  /// The result for several values is unknown unless it is the same for each value.
  private Holds ofClaim(ConditionOperator operator, TrustCondition condition, List<String> values) {
    var each =
        values.stream().map(value -> ofValue(operator, condition, value)).distinct().toList();
    return each.size() == 1 ? each.getFirst() : Holds.UNKNOWN;
  }

  private Holds ofValue(ConditionOperator operator, TrustCondition condition, String value) {
    return operator.comparesText() && Glob.isPattern(value)
        ? Holds.UNKNOWN // the workflow "Deploy *" is a name, not a pattern
        : present(operator, condition, value, false);
  }

  /// STS is reached only over HTTPS.
  private static Holds secure(ConditionOperator operator, TrustCondition condition) {
    if (operator.base() == ConditionOperator.Base.NULL) {
      return isNull(condition).not();
    }
    return condition.spelled().matches("(For(Any|All)Values?:)?Bool(IfExists)?")
        ? Holds.of(condition.values().stream().anyMatch("true"::equalsIgnoreCase))
        : Holds.UNKNOWN;
  }

  /// Keys of AWS itself (`aws:SourceIp`, `sts:RoleSessionName`) depend on the request.
  static boolean ofTheRequest(String key) {
    var name = key.toLowerCase(Locale.ROOT);
    return key.isEmpty() || name.startsWith("aws:") || name.startsWith("sts:");
  }

  private static Holds absent(ConditionOperator operator, TrustCondition condition) {
    if (operator.base() == ConditionOperator.Base.NULL) {
      return isNull(condition);
    }
    return Holds.of(
        operator.ifExists()
            || operator.forAll()
            || (operator.base().negated() && !operator.forAny()));
  }

  private static Holds isNull(TrustCondition condition) {
    return Holds.of(condition.values().stream().anyMatch("true"::equalsIgnoreCase));
  }

  private Holds present(
      ConditionOperator operator, TrustCondition condition, String actual, boolean pattern) {
    if (operator.base() == ConditionOperator.Base.NULL) {
      return isNull(condition).not();
    }
    if (!operator.comparesText()) {
      return Holds.UNKNOWN;
    }
    var any =
        condition.values().stream()
            .map(value -> matches(operator, value, actual, pattern))
            .reduce(Holds.NO, Holds::or);
    if (!operator.base().negated()) {
      return any;
    }
    return pattern && any == Holds.NO ? Holds.UNKNOWN : any.not();
  }

  private Holds matches(ConditionOperator operator, String value, String actual, boolean pattern) {
    if (policy.hasVariables() && value.contains("${")) {
      return Holds.UNKNOWN;
    }
    return Holds.of(
        switch (operator.base()) {
          case STRING_EQUALS, STRING_NOT_EQUALS -> !pattern && value.equals(actual);
          case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
              !pattern && value.equalsIgnoreCase(actual);
          case STRING_LIKE, STRING_NOT_LIKE -> Glob.covers(value, actual);
          case NULL, OTHER, OTHER_NEGATED, UNKNOWN -> false;
        });
  }

  private String reason(TrustStatement statement, Holds wanted) {
    if (principal(statement) == wanted) {
      return "its principal is not " + identity.providerArn();
    }
    if (action(statement) == wanted) {
      return "its action is not " + TrustStatement.WEB_IDENTITY_ACTION;
    }
    return statement.conditions().stream()
        .filter(condition -> holds(condition) == wanted)
        .map(condition -> ConditionText.of(identity, condition))
        .findFirst()
        .orElse("the result is unknown");
  }
}
