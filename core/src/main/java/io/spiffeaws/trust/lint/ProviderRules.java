package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.ConditionOperator;
import io.spiffeaws.trust.Glob;
import io.spiffeaws.trust.TrustCondition;
import io.spiffeaws.trust.TrustTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one statement asks of the tokens of one provider.
final class ProviderRules {
  private final Place place;
  private final AccountProviders account;
  private final List<Finding> found = new ArrayList<>();

  ProviderRules(Place place, AccountProviders account) {
    this.place = place;
    this.account = account;
  }

  /// @param first whether it is the first provider of its statement
  List<Finding> findings(boolean first) {
    var nobody = place.nobody();
    if (first) {
      place.statement().conditions().forEach(this::key);
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
        "lets nobody of %s in: %s".formatted(place.provider().url(), why),
        place.advice().edit("correct the condition, or take the statement out"));
  }

  private void key(TrustCondition condition) {
    var key = condition.key();
    var lower = key.toLowerCase(Locale.ROOT);
    var colon = key.lastIndexOf(':');
    if (key.isEmpty() || lower.startsWith("aws:") || lower.startsWith("sts:")) {
      return;
    }
    var prefix = colon < 0 ? "" : key.substring(0, colon);
    if (!prefix.equalsIgnoreCase(place.provider().hostPath())) {
      if (place.statement().federated().stream().noneMatch(arn -> arn.endsWith("/" + prefix))) {
        add(FindingCode.WRONG_KEY, condition);
      }
    } else if (place.spiffe() && !lower.endsWith(":sub") && !lower.endsWith(":aud")) {
      add(FindingCode.UNKNOWN_KEY, condition);
    }
  }

  private void add(FindingCode code, TrustCondition condition) {
    var effect =
        passesWithout(condition) ? "which keeps nobody out" : "so the statement lets nobody in";
    found.add(
        place.finding(
            code,
            "asks by %s for %s, %s".formatted(condition.spelled(), condition.key(), effect),
            place
                .advice()
                .edit("ask for %s and %s".formatted(place.key("sub"), place.key("aud")))));
  }

  private static boolean passesWithout(TrustCondition condition) {
    var operator = condition.operator();
    return operator.base() == ConditionOperator.Base.NULL
        ? condition.values().stream().anyMatch("true"::equalsIgnoreCase)
        : operator.ifExists()
            || operator.forAll()
            || (operator.base().negated() && !operator.forAny());
  }

  private void subject() {
    if (!place.listing("sub").isEmpty()) {
      return;
    }
    var negated = place.on("sub").stream().anyMatch(on -> on.operator().base().negated());
    found.add(
        negated
            ? place.finding(
                FindingCode.NEGATED_SUBJECT,
                "says only who is not let in by " + place.key("sub"),
                place.advice().edit("name who is let in, under StringEquals"))
            : place.finding(
                FindingCode.NO_SUBJECT,
                "does not say by %s who is let in".formatted(place.key("sub")),
                place.on("sub").isEmpty()
                    ? place.advice().name(place.provider())
                    : place.advice().edit("name who is let in, under StringEquals")));
  }

  private void audience() {
    if (place.listing("aud").isEmpty()) {
      found.add(place.on("aud").isEmpty() ? noAudience() : wideAudience("says only by what not"));
      return;
    }
    var known = account.audiences(place.provider());
    for (var condition : place.listing("aud")) {
      var several = condition.values().stream().distinct().toList();
      if (several.size() > 1) {
        found.add(wideAudience("takes several (%s)".formatted(String.join(", ", several))));
      }
      for (var aud : condition.values()) {
        audience(condition, aud, known);
      }
    }
  }

  private void audience(TrustCondition condition, String aud, Optional<List<String>> known) {
    var likes = condition.operator().base() == ConditionOperator.Base.STRING_LIKE;
    if (likes && Glob.isPattern(aud)) {
      found.add(wideAudience("takes " + aud));
    } else if (known.isPresent() && !known.get().contains(aud)) {
      found.add(
          place.finding(
              FindingCode.UNKNOWN_AUDIENCE,
              "names the audience %s, which the provider does not have (%s)"
                  .formatted(aud, String.join(", ", known.get())),
              TypedCommand.of(
                  "spiffe-aws trust provider create %s --audience %s",
                  place.provider().url(), aud)));
    }
  }

  private Finding wideAudience(String what) {
    return place.finding(
        FindingCode.WIDE_AUDIENCE,
        what + " for " + place.key("aud"),
        place.advice().edit("name one audience, under StringEquals"));
  }

  /// Which audience is meant is known where there is but one.
  private Finding noAudience() {
    var known = account.audiences(place.provider()).orElse(List.of(TrustTarget.DEFAULT_AUDIENCE));
    var detail = "does not ask for " + place.key("aud");
    return known.size() == 1
        ? place.fixable(
            FindingCode.NO_AUDIENCE,
            detail,
            place.statement().plusCondition("StringEquals", place.key("aud"), known.getFirst()))
        : place.finding(
            FindingCode.NO_AUDIENCE,
            detail + "; the provider takes " + String.join(", ", known),
            place.advice().edit("name one audience, under StringEquals"));
  }
}
