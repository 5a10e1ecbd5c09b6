package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.issuer.KnownIssuer;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.StatementCorrection;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the conditions of one statement on the tokens of one provider.
final class ProviderRules {
  private final LintSubject lintSubject;
  private final LintContext context;
  private final AccountProviders account;
  private final List<Finding> found = new ArrayList<>();

  ProviderRules(LintSubject lintSubject, LintContext context) {
    this.lintSubject = lintSubject;
    this.context = context;
    this.account = context.providers();
  }

  /// @param first whether it is the first provider of its statement
  List<Finding> findings(boolean first) {
    var denial = lintSubject.denialReason();
    if (first) {
      new KeyRules(lintSubject, context).findings().forEach(found::add);
    }
    var placement = new PlacementRules(lintSubject, context);
    placement.findings().forEach(found::add);
    new SubjectRules(lintSubject, denial.isEmpty(), placement.audiencesInSub())
        .findings()
        .forEach(found::add);
    if (denial.isPresent()) {
      if (found.isEmpty() && allowsExchange()) {
        found.add(allowsNone(denial.get()));
      }
      return found;
    }
    subject();
    audience();
    var operators = new OperatorRules(lintSubject);
    lintSubject.listing("sub").forEach(listing -> found.addAll(operators.of(listing)));
    lintSubject.listing("aud").forEach(listing -> found.addAll(operators.of(listing)));
    return found;
  }

  /// Whether the cause is not the action, which is reported for the whole statement.
  private boolean allowsExchange() {
    return lintSubject.statement().document().get("NotAction").isPresent()
        || lintSubject.statement().allowsAction(TrustStatement.WEB_IDENTITY_ACTION);
  }

  private Finding allowsNone(String why) {
    return lintSubject.finding(
        FindingCode.LETS_NOBODY_IN,
        "allows no token of %s: %s".formatted(lintSubject.provider().url(), why),
        lintSubject.fixCommands().edit("correct the condition or delete the statement"));
  }

  private void subject() {
    if (!lintSubject.listing("sub").isEmpty() || byOwner()) {
      return;
    }
    var negated = lintSubject.on("sub").stream().anyMatch(on -> on.operator().base().negated());
    found.add(
        negated
            ? lintSubject.finding(
                FindingCode.NEGATED_SUBJECT,
                "only excludes subjects with " + lintSubject.key("sub"),
                lintSubject.fixCommands().edit("list the allowed subjects with StringEquals"))
            : lintSubject.finding(
                FindingCode.NO_SUBJECT,
                "does not list the allowed subjects with %s".formatted(lintSubject.key("sub")),
                lintSubject.on("sub").isEmpty() && lintSubject.spiffe()
                    ? lintSubject.fixCommands().name(lintSubject.provider())
                    : lintSubject
                        .fixCommands()
                        .edit("list the allowed subjects with StringEquals")));
  }

  /// Whether a condition on another claim restricts the owner, such as GitHub's `repository_id`.
  private boolean byOwner() {
    var prefix = lintSubject.key("");
    return KnownIssuer.of(lintSubject.provider().hostPath())
        .filter(issuer ->
            lintSubject.statement().conditions().stream()
                .filter(
                    condition -> condition.key().regionMatches(true, 0, prefix, 0, prefix.length()))
                .filter(condition -> issuer.namesOwner(condition.key().substring(prefix.length())))
                .anyMatch(ProviderRules::namesExactly))
        .isPresent();
  }

  private static boolean namesExactly(TrustCondition condition) {
    return condition.operator().listsExactly()
        && condition.values().stream()
            .allMatch(value ->
                !Glob.isPattern(value)
                    || condition.operator().base() == ConditionOperator.Base.STRING_EQUALS);
  }

  private void audience() {
    if (lintSubject.listing("aud").isEmpty()) {
      found.add(
          lintSubject.on("aud").isEmpty() ? noAudience() : wideAudience("only excludes values"));
      return;
    }
    var known = account.audiences(lintSubject.provider());
    for (var condition : lintSubject.listing("aud")) {
      var several = condition.values().stream().distinct().toList();
      if (several.size() > 1) {
        found.add(
            wideAudience("accepts several values (%s)".formatted(String.join(", ", several))));
      }
      for (var aud : condition.values()) {
        audience(condition, aud, known);
      }
    }
  }

  private void audience(TrustCondition condition, String aud, Optional<List<String>> known) {
    var likes = condition.operator().base() == ConditionOperator.Base.STRING_LIKE;
    if (likes && Glob.isPattern(aud)) {
      found.add(wideAudience("accepts " + aud));
    } else if (known.isPresent() && !known.get().contains(aud) && !Audience.isSpiffeId(aud)) {
      found.add(unknownAudience(condition, aud, known.get()));
    }
  }

  /// If the provider accepts exactly one audience, the fix uses it: no token can have another one.
  private Finding unknownAudience(TrustCondition condition, String aud, List<String> known) {
    var finding =
        lintSubject.finding(
            FindingCode.UNKNOWN_AUDIENCE,
            "names the audience %s, which the provider does not accept (%s)"
                .formatted(aud, String.join(", ", known)),
            accepting(aud));
    if (known.size() != 1 || condition.values().size() != 1) {
      return finding;
    }
    var corrected =
        StatementCorrection.values(lintSubject.statement(), condition, List.of(known.getFirst()));
    var fixed =
        new CorrectedStatement(lintSubject.policy(), context)
            .fixFor(finding, corrected, lintSubject.provider());
    return fixed.fixed().isEmpty()
        ? finding
        : fixed.withHint(
            "to use %s instead, %s; %s"
                .formatted(
                    known.getFirst(),
                    fixed.hint().replaceFirst("^to fix it, ", ""),
                    accepting(aud)));
  }

  private String accepting(String audience) {
    return TypedCommand.of(
        "to accept it, run: spiffe-aws trust provider create %s --audience %s",
        lintSubject.provider().url(), audience);
  }

  private Finding wideAudience(String what) {
    return lintSubject.finding(
        FindingCode.WIDE_AUDIENCE,
        what + " for " + lintSubject.key("aud"),
        lintSubject.fixCommands().edit("specify one audience with StringEquals"));
  }

  /// The intended audience is known only if the provider has exactly one.
  private Finding noAudience() {
    var known =
        account
            .audiences(lintSubject.provider())
            .orElse(List.of(ProviderAudience.DEFAULT_AUDIENCE));
    var detail = "has no condition on " + lintSubject.key("aud");
    return known.size() == 1
        ? lintSubject.fixable(
            FindingCode.NO_AUDIENCE,
            detail,
            lintSubject
                .statement()
                .plusCondition("StringEquals", lintSubject.key("aud"), known.getFirst()))
        : lintSubject.finding(
            FindingCode.NO_AUDIENCE,
            detail + "; the provider accepts " + String.join(", ", known),
            lintSubject.fixCommands().edit("specify one audience with StringEquals"));
  }
}
