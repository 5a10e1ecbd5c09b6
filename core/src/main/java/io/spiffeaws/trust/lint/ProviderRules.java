package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.issuer.KnownIssuer;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the conditions of one statement on the tokens of one provider.
final class ProviderRules {
  private final LintSubject lintSubject;
  private final AccountProviders account;
  private final List<Finding> found = new ArrayList<>();

  ProviderRules(LintSubject lintSubject, AccountProviders account) {
    this.lintSubject = lintSubject;
    this.account = account;
  }

  /// @param first whether it is the first provider of its statement
  List<Finding> findings(boolean first) {
    var denial = lintSubject.denialReason();
    if (first) {
      new KeyRules(lintSubject).findings().forEach(found::add);
    }
    new SubjectRules(lintSubject, denial.isEmpty()).findings().forEach(found::add);
    if (denial.isPresent()) {
      if (found.isEmpty()) {
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

  private Finding allowsNone(String why) {
    return lintSubject.finding(
        FindingCode.LETS_NOBODY_IN,
        "allows no token of %s: %s".formatted(lintSubject.provider().url(), why),
        lintSubject.advice().edit("correct the condition or delete the statement"));
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
                lintSubject.advice().edit("list the allowed subjects with StringEquals"))
            : lintSubject.finding(
                FindingCode.NO_SUBJECT,
                "does not list the allowed subjects with %s".formatted(lintSubject.key("sub")),
                lintSubject.on("sub").isEmpty() && lintSubject.spiffe()
                    ? lintSubject.advice().name(lintSubject.provider())
                    : lintSubject.advice().edit("list the allowed subjects with StringEquals")));
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
    } else if (known.isPresent() && !known.get().contains(aud)) {
      found.add(
          lintSubject.finding(
              FindingCode.UNKNOWN_AUDIENCE,
              "names the audience %s, which the provider does not accept (%s)"
                  .formatted(aud, String.join(", ", known.get())),
              TypedCommand.of(
                  "to accept it, run: spiffe-aws trust provider create %s --audience %s",
                  lintSubject.provider().url(), aud)));
    }
  }

  private Finding wideAudience(String what) {
    return lintSubject.finding(
        FindingCode.WIDE_AUDIENCE,
        what + " for " + lintSubject.key("aud"),
        lintSubject.advice().edit("specify one audience with StringEquals"));
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
            lintSubject.advice().edit("specify one audience with StringEquals"));
  }
}
