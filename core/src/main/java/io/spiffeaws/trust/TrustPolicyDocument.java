package io.spiffeaws.trust;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/// Makes the trust policy alone, for those who create roles by other means. Calls nobody.
public final class TrustPolicyDocument {
  /// @param partition `aws`, `aws-cn`, `aws-us-gov`
  /// @param account of the role, and so of the provider
  /// @param sessionTags let tokens bring session tags
  public record Request(
      List<TrustSubject> subjects,
      IssuerUrl issuer,
      String partition,
      String account,
      String audience,
      boolean sessionTags,
      boolean force) {
    public Request {
      subjects = List.copyOf(subjects);
      Audience.check(audience);
      CreateProvider.checkPort(issuer);
      account = AccountRule.AWS.check(account);
    }
  }

  /// @throws ProblemException malformed: a pattern over the whole trust domain without `force`
  public TrustPolicy run(Request request) {
    if (!request.force()) {
      request
          .subjects()
          .forEach(
              subject -> AddTrustSubject.checkBreadth(subject, "say --force if that is meant"));
    }
    var provider = ProviderArn.of(request.partition(), request.account(), request.issuer());
    var policy = of(provider, request.audience(), request.subjects());
    return request.sessionTags() ? SessionTagging.allow(policy, provider) : policy;
  }

  static TrustPolicy of(ProviderArn provider, String audience, List<TrustSubject> subjects) {
    if (subjects.stream().noneMatch(TrustSubject::pattern)) {
      return TrustPolicy.empty().plus(TrustStatement.letting(provider, audience, subjects));
    }
    var target = new TrustTarget(provider, Optional.of(audience));
    var policy = TrustPolicy.empty();
    for (var subject : subjects) {
      policy = SubjectEditor.addSub(policy, target, subject, false).policy();
    }
    return policy;
  }
}
