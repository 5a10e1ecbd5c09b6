package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.issuer.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Evaluates a policy for an identity. The subject may be a pattern: a yes then means that every
/// subject it matches is allowed.
public final class TrustEvaluation implements StatementEvaluation {
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
  private final ConditionLogic logic;

  public TrustEvaluation(TrustPolicy policy, WebIdentity identity) {
    this.policy = policy;
    this.identity = identity;
    this.logic = new ConditionLogic(policy.hasVariables());
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

  @Override
  public Holds holds(TrustStatement statement) {
    return addressed(statement)
        .and(statement.conditions().stream().map(this::holds).reduce(Holds.YES, Holds::and));
  }

  @Override
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

  @Override
  public String undecidedReason(TrustStatement statement) {
    return reason(statement, Holds.UNKNOWN);
  }

  private Holds addressed(TrustStatement statement) {
    return principal(statement).and(action(statement));
  }

  private Holds principal(TrustStatement statement) {
    return StatementTarget.principal(statement, "Federated", identity.providerArn());
  }

  private static Holds action(TrustStatement statement) {
    return StatementTarget.action(statement, TrustStatement.WEB_IDENTITY_ACTION);
  }

  /// Whether a condition holds.
  Holds holds(TrustCondition condition) {
    if (!condition.operator().documented()) {
      return Holds.UNKNOWN;
    }
    if (condition.isOn(identity.subKey())) {
      return logic.present(condition, identity.sub(), Glob.isPattern(identity.sub()));
    }
    if (condition.isOn(identity.audKey())) {
      return logic.present(condition, identity.aud(), false);
    }
    if (condition.isOn(SECURE)) {
      return ConditionLogic.secure(condition);
    }
    if (ofTheRequest(condition.key())) {
      return Holds.UNKNOWN;
    }
    return switch (identity.claim(condition.key())) {
      case Claim.Present(var values) -> ofClaim(condition, values);
      case Claim.Absent _ -> ConditionLogic.absent(condition);
      case Claim.Unknown _ -> Holds.UNKNOWN;
    };
  }

  /// The result for several values is unknown unless it is the same for each value.
  private Holds ofClaim(TrustCondition condition, List<String> values) {
    var each = values.stream().map(value -> ofValue(condition, value)).distinct().toList();
    return each.size() == 1 ? each.getFirst() : Holds.UNKNOWN;
  }

  private Holds ofValue(TrustCondition condition, String value) {
    return condition.operator().comparesText() && Glob.isPattern(value)
        ? Holds.UNKNOWN // the workflow "Deploy *" is a name, not a pattern
        : logic.present(condition, value, false);
  }

  /// Keys of AWS itself (`aws:SourceIp`, `sts:RoleSessionName`) depend on the request.
  static boolean ofTheRequest(String key) {
    var name = key.toLowerCase(Locale.ROOT);
    return key.isEmpty() || name.startsWith("aws:") || name.startsWith("sts:");
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
