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

/// Creates only a trust policy, for roles that other tools create. Makes no calls.
public final class TrustPolicyDocument {
  /// @param partition `aws`, `aws-cn`, `aws-us-gov`
  /// @param account account of the role and the provider
  /// @param sessionTags allow tokens to pass session tags
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
      Audience.checkNew(audience);
      CreateProvider.checkPort(issuer);
      account = AccountRule.AWS.check(account);
    }
  }

  /// @throws ProblemException malformed: a pattern that covers the whole trust domain without
  ///   `force`
  public TrustPolicy run(Request request) {
    if (!request.force()) {
      request
          .subjects()
          .forEach(subject -> SubjectBreadth.check(subject, "to allow it anyway, add --force"));
    }
    var provider = ProviderArn.of(request.partition(), request.account(), request.issuer());
    var policy = NewTrustPolicy.of(provider, request.audience(), request.subjects());
    return request.sessionTags() ? SessionTagging.allow(policy, provider) : policy;
  }
}
