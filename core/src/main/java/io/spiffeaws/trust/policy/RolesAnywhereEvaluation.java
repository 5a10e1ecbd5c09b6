package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Evaluates a policy for a session of IAM Roles Anywhere. Each of the three actions must be
/// allowed, by one statement or by several. The URI may be a pattern: a yes then means that every
/// ID it matches is allowed.
public final class RolesAnywhereEvaluation implements StatementEvaluation {
  private static final String TAG_KEY = "aws:PrincipalTag/";

  private final TrustPolicy policy;
  private final RolesAnywhereSession session;
  private final ConditionLogic logic;

  public RolesAnywhereEvaluation(TrustPolicy policy, RolesAnywhereSession session) {
    this.policy = policy;
    this.session = session;
    this.logic = new ConditionLogic(policy.hasVariables());
  }

  TrustDecision decide() {
    var decided =
        RolesAnywhereStatements.ACTIONS.stream().map(this::allows).reduce(Holds.YES, Holds::and);
    return switch (decided) {
      case YES -> new TrustDecision.Allowed(allowing());
      case NO -> new TrustDecision.Denied(denial());
      case UNKNOWN -> new TrustDecision.Undecided(doubts());
    };
  }

  /// Whether the policy allows one of the actions.
  public Holds allows(String action) {
    return any(true, action).and(any(false, action).not());
  }

  /// Whether the Allow statements together allow every action, whatever the Deny statements do.
  public Holds granted() {
    return RolesAnywhereStatements.ACTIONS.stream()
        .map(action -> any(true, action))
        .reduce(Holds.YES, Holds::and);
  }

  private Holds any(boolean allow, String action) {
    return policy.statements().stream()
        .filter(statement -> allow ? statement.allows() : statement.denies())
        .map(statement -> holds(statement, action))
        .reduce(Holds.NO, Holds::or);
  }

  /// Whether principal, action and every condition of the statement hold.
  public Holds holds(TrustStatement statement, String action) {
    return principal(statement)
        .and(StatementTarget.action(statement, action))
        .and(conditions(statement, false));
  }

  /// Whether the statement applies with one of the actions. A Deny statement then denies the
  /// session; an Allow statement may need another one for the other actions.
  @Override
  public Holds holds(TrustStatement statement) {
    return RolesAnywhereStatements.ACTIONS.stream()
        .map(action -> holds(statement, action))
        .reduce(Holds.NO, Holds::or);
  }

  /// Whether the statement applies with one of the actions, without its conditions on the URI.
  @Override
  public Holds holdsExceptSubject(TrustStatement statement) {
    return principal(statement)
        .and(
            RolesAnywhereStatements.ACTIONS.stream()
                .map(action -> StatementTarget.action(statement, action))
                .reduce(Holds.NO, Holds::or))
        .and(conditions(statement, true));
  }

  @Override
  public String undecidedReason(TrustStatement statement) {
    return reason(statement, Holds.UNKNOWN);
  }

  private static Holds principal(TrustStatement statement) {
    return StatementTarget.principal(statement, "Service", RolesAnywhereStatements.SERVICE);
  }

  private Holds conditions(TrustStatement statement, boolean exceptSubject) {
    return statement.conditions().stream()
        .filter(condition -> !exceptSubject || !condition.isOn(RolesAnywhereStatements.URI_KEY))
        .map(this::holds)
        .reduce(Holds.YES, Holds::and);
  }

  /// Whether a condition holds.
  Holds holds(TrustCondition condition) {
    var key = condition.key();
    if (!condition.operator().documented() || key.isEmpty()) {
      return Holds.UNKNOWN;
    }
    if (key.regionMatches(true, 0, TAG_KEY, 0, TAG_KEY.length())) {
      return ofTag(condition, key.substring(TAG_KEY.length()));
    }
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "aws:sourcearn" -> logic.present(condition, session.anchor().toString(), false);
      case "aws:sourceaccount" -> logic.present(condition, session.anchor().account(), false);
      case "aws:securetransport" -> ConditionLogic.secure(condition);
      case "sts:sourceidentity" ->
          session.sourceIdentity().map(value -> present(condition, value)).orElse(Holds.UNKNOWN);
      case "sts:rolesessionname" ->
          session.sessionName().map(value -> present(condition, value)).orElse(Holds.UNKNOWN);
      default ->
          TrustEvaluation.ofTheRequest(key) ? Holds.UNKNOWN : ConditionLogic.absent(condition);
    };
  }

  private Holds ofTag(TrustCondition condition, String name) {
    return session
        .tag(name)
        .map(value -> logic.present(condition, value, Glob.isPattern(value)))
        .orElseGet(() -> session.lacks(name) ? ConditionLogic.absent(condition) : Holds.UNKNOWN);
  }

  private Holds present(TrustCondition condition, String value) {
    return logic.present(condition, value, false);
  }

  private List<String> allowing() {
    return policy.statements().stream()
        .filter(statement -> statement.allows() && holds(statement) == Holds.YES)
        .map(statement -> statement.title() + " allows it")
        .toList();
  }

  private List<String> denial() {
    var denying =
        policy.statements().stream()
            .filter(statement -> statement.denies() && holds(statement) == Holds.YES)
            .findFirst();
    if (denying.isPresent()) {
      return List.of(denying.get().title() + " denies it");
    }
    var failed =
        policy.statements().stream()
            .filter(statement -> statement.allows() && holds(statement) == Holds.NO)
            .map(statement -> statement.title() + ": " + reason(statement, Holds.NO))
            .toList();
    var missing = missingActions();
    return missing.size() < RolesAnywhereStatements.ACTIONS.size()
        ? List.of("no statement allows " + String.join(" and ", missing))
        : failed.isEmpty() ? List.of("no statement allows it") : failed;
  }

  /// The actions that no statement allows, in the order of [RolesAnywhereStatements#ACTIONS].
  public List<String> missingActions() {
    return RolesAnywhereStatements.ACTIONS.stream()
        .filter(action -> any(true, action) == Holds.NO)
        .toList();
  }

  private List<String> doubts() {
    var doubts = new ArrayList<String>();
    for (var statement : policy.statements()) {
      if (holds(statement) == Holds.UNKNOWN) {
        var may = statement.denies() ? " may deny it: " : " may allow it: ";
        doubts.add(statement.title() + may + reason(statement, Holds.UNKNOWN));
      }
    }
    return List.copyOf(doubts);
  }

  private String reason(TrustStatement statement, Holds wanted) {
    if (principal(statement) == wanted) {
      return "its principal is not " + RolesAnywhereStatements.SERVICE;
    }
    if (RolesAnywhereStatements.ACTIONS.stream()
        .allMatch(action -> StatementTarget.action(statement, action) == wanted)) {
      return "its action is none of " + String.join(", ", RolesAnywhereStatements.ACTIONS);
    }
    return statement.conditions().stream()
        .filter(condition -> holds(condition) == wanted)
        .map(condition -> SessionConditionText.of(session, condition))
        .findFirst()
        .orElse("the result is unknown");
  }
}
