package io.spiffeaws.trust;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import io.spiffeaws.trust.subject.SubjectBreadth;
import java.util.List;

/// Makes the trust policy alone, for those who create roles by other means. Calls nobody.
public final class TrustPolicyDocument {
  /// @param partition `aws`, `aws-cn`, `aws-us-gov`
  /// @param account of the role, and so of the provider
  /// @param sessionTags let tokens bring session tags
  public record Request(
      List<Subject> subjects,
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
          .forEach(subject -> SubjectBreadth.check(subject, "say --force if that is meant"));
    }
    var provider = ProviderArn.of(request.partition(), request.account(), request.issuer());
    var policy = NewTrustPolicy.of(provider, request.audience(), request.subjects());
    return request.sessionTags() ? SessionTagging.allow(policy, provider) : policy;
  }
}
