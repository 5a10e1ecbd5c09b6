package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustEvaluation;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The audiences with which a trust policy allows a subject of one provider, and the statements
/// that allow it. It tries the audiences that the policy names for the provider, and one audience
/// for each pattern. Another audience represents all that the policy does not name.
public final class SubjectGrants {
  /// Represents every audience that the policy does not name.
  public static final String UNNAMED = "audience-that-no-policy-names.invalid";

  /// The grant of one statement.
  ///
  /// @param audiences as written in the policy; includes [#UNNAMED] for all other audiences
  /// @param certain false if it depends on the request, or a Deny statement may apply
  public record Grant(TrustStatement statement, List<String> audiences, boolean certain) {
    public Grant {
      audiences = List.copyOf(audiences);
    }
  }

  private final TrustPolicy policy;
  private final ProviderAudience target;
  private final Subject subject;

  private SubjectGrants(TrustPolicy policy, ProviderAudience target, Subject subject) {
    this.policy = policy;
    this.target = target;
    this.subject = subject;
  }

  /// Returns every grant for the subject, in the order of the statements. The audience of the
  /// target is tried too, but does not restrict the result.
  public static List<Grant> of(TrustPolicy policy, ProviderAudience target, Subject subject) {
    return new SubjectGrants(policy, target, subject).grants();
  }

  private List<Grant> grants() {
    var byStatement = new LinkedHashMap<TrustStatement, Map<String, Boolean>>();
    for (var audience : audiences()) {
      var identity = target.identity(subject, instance(audience));
      var decision = TrustDecision.decide(policy, identity);
      if (decision instanceof TrustDecision.Denied) {
        continue;
      }
      var evaluation = new TrustEvaluation(policy, identity);
      for (var statement : policy.statements()) {
        var holds = statement.allows() ? evaluation.holds(statement) : Holds.NO;
        if (holds != Holds.NO) {
          byStatement
              .computeIfAbsent(statement, _ -> new LinkedHashMap<>())
              .put(audience, holds == Holds.YES && decision.allowed());
        }
      }
    }
    return byStatement.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getKey().index()))
        .map(entry -> grant(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Grant grant(TrustStatement statement, Map<String, Boolean> audiences) {
    return new Grant(statement, List.copyOf(audiences.keySet()), audiences.containsValue(true));
  }

  private Set<String> audiences() {
    var audiences = new LinkedHashSet<String>();
    policy.statements().stream()
        .flatMap(statement -> statement.conditionsOn(target.audKey()).stream())
        .forEach(condition -> audiences.addAll(condition.values()));
    target.audience().ifPresent(audiences::add);
    audiences.add(ProviderAudience.DEFAULT_AUDIENCE);
    audiences.add(UNNAMED);
    return audiences;
  }

  /// An audience that the pattern covers.
  private static String instance(String audience) {
    return audience.replace("*", "any").replace('?', 'x');
  }

  /// Returns the audiences as text for a message.
  public static String words(List<String> audiences) {
    if (audiences.contains(UNNAMED)) {
      return "any audience";
    }
    return audiences.size() == 1
        ? "audience " + audiences.getFirst()
        : "audiences "
            + String.join(", ", audiences.subList(0, audiences.size() - 1))
            + " and "
            + audiences.getLast();
  }
}
