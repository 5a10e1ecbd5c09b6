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
  private final LintSubject place;
  private final AccountProviders account;
  private final List<Finding> found = new ArrayList<>();

  ProviderRules(LintSubject place, AccountProviders account) {
    this.place = place;
    this.account = account;
  }

  /// @param first whether it is the first provider of its statement
  List<Finding> findings(boolean first) {
    var nobody = place.nobody();
    if (first) {
      new KeyRules(place).findings().forEach(found::add);
    }
    new SubjectRules(place, nobody.isEmpty()).findings().forEach(found::add);
    if (nobody.isPresent()) {
      if (found.isEmpty()) {
        found.add(nobody(nobody.get()));
      }
      return found;
    }
    subject();
    audience();
    var operators = new OperatorRules(place);
    place.listing("sub").forEach(listing -> found.addAll(operators.of(listing)));
    place.listing("aud").forEach(listing -> found.addAll(operators.of(listing)));
    return found;
  }

  private Finding nobody(String why) {
    return place.finding(
        FindingCode.LETS_NOBODY_IN,
        "allows no token of %s: %s".formatted(place.provider().url(), why),
        place.advice().edit("correct the condition or delete the statement"));
  }

  private void subject() {
    if (!place.listing("sub").isEmpty() || byOwner()) {
      return;
    }
    var negated = place.on("sub").stream().anyMatch(on -> on.operator().base().negated());
    found.add(
        negated
            ? place.finding(
                FindingCode.NEGATED_SUBJECT,
                "only excludes subjects with " + place.key("sub"),
                place.advice().edit("list the allowed subjects with StringEquals"))
            : place.finding(
                FindingCode.NO_SUBJECT,
                "does not list the allowed subjects with %s".formatted(place.key("sub")),
                place.on("sub").isEmpty() && place.spiffe()
                    ? place.advice().name(place.provider())
                    : place.advice().edit("list the allowed subjects with StringEquals")));
  }

  /// Whether a condition on another claim restricts the owner, such as GitHub's `repository_id`.
  private boolean byOwner() {
    var prefix = place.key("");
    return KnownIssuer.of(place.provider().hostPath())
        .filter(issuer ->
            place.statement().conditions().stream()
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
    if (place.listing("aud").isEmpty()) {
      found.add(place.on("aud").isEmpty() ? noAudience() : wideAudience("only excludes values"));
      return;
    }
    var known = account.audiences(place.provider());
    for (var condition : place.listing("aud")) {
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
          place.finding(
              FindingCode.UNKNOWN_AUDIENCE,
              "names the audience %s, which the provider does not accept (%s)"
                  .formatted(aud, String.join(", ", known.get())),
              TypedCommand.of(
                  "to accept it, run: spiffe-aws trust provider create %s --audience %s",
                  place.provider().url(), aud)));
    }
  }

  private Finding wideAudience(String what) {
    return place.finding(
        FindingCode.WIDE_AUDIENCE,
        what + " for " + place.key("aud"),
        place.advice().edit("specify one audience with StringEquals"));
  }

  /// The intended audience is known only if the provider has exactly one.
  private Finding noAudience() {
    var known =
        account.audiences(place.provider()).orElse(List.of(ProviderAudience.DEFAULT_AUDIENCE));
    var detail = "has no condition on " + place.key("aud");
    return known.size() == 1
        ? place.fixable(
            FindingCode.NO_AUDIENCE,
            detail,
            place.statement().plusCondition("StringEquals", place.key("aud"), known.getFirst()))
        : place.finding(
            FindingCode.NO_AUDIENCE,
            detail + "; the provider accepts " + String.join(", ", known),
            place.advice().edit("specify one audience with StringEquals"));
  }
}
