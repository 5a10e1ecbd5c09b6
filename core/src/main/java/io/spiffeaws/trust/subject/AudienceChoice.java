package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Chooses the audience for an added subject. It is the requested audience, if there is one.
/// Otherwise it is the default audience, if a statement accepts it. Otherwise it is the audience of
/// the first statement that can be extended, or could be extended without its condition on the
/// request. A SPIFFE ID in the condition on the audience is a mistake, and not chosen.
final class AudienceChoice {
  private AudienceChoice() {}

  static String of(TrustPolicy policy, ProviderAudience target, Subject subject) {
    return target.audience().orElseGet(() -> usual(policy, target, subject));
  }

  private static String usual(TrustPolicy policy, ProviderAudience target, Subject subject) {
    List<Predicate<SubjectStatements>> preferences =
        List.of(
            statements -> statements.fitting().isPresent() || !statements.open().isEmpty(),
            statements -> statements.restricting().isPresent());
    var audiences =
        Stream.concat(Stream.of(ProviderAudience.DEFAULT_AUDIENCE), named(policy, target)).toList();
    return preferences.stream()
        .flatMap(preference ->
            audiences.stream()
                .filter(audience ->
                    preference.test(new SubjectStatements(policy, target, subject, audience))))
        .findFirst()
        .orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }

  private static Stream<String> named(TrustPolicy policy, ProviderAudience target) {
    return policy.statements().stream()
        .flatMap(statement -> statement.conditionsOn(target.audKey()).stream())
        .filter(condition -> condition.operator().listsExactly())
        .flatMap(condition -> condition.values().stream())
        .filter(audience -> !Glob.isPattern(audience) && !Audience.isSpiffeId(audience));
  }
}
