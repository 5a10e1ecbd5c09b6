package io.spiffeaws.trust;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.role.WayLookup;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import io.spiffeaws.trust.subject.SubjectBreadth;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Creates only a trust policy, for roles that other tools create. Makes no calls.
public final class TrustPolicyDocument {
  /// @param tokens the tokens that may assume the role; empty for none
  /// @param anchor the trust anchor whose certificates may assume the role; empty for none
  public record Request(
      List<Subject> subjects,
      Optional<Tokens> tokens,
      Optional<RolesAnywhereArn> anchor,
      boolean force) {
    public Request {
      subjects = List.copyOf(subjects);
      if (tokens.isPresent() && anchor.isPresent()) {
        WayLookup.checkAccount(
            anchor.get(),
            "arn:%s:iam::%s:role/NAME".formatted(tokens.get().partition(), tokens.get().account()));
      }
    }
  }

  /// Tokens of an issuer.
  ///
  /// @param partition `aws`, `aws-cn`, `aws-us-gov`
  /// @param account account of the role and the provider
  /// @param sessionTags allow tokens to pass session tags
  public record Tokens(
      IssuerUrl issuer, String partition, String account, String audience, boolean sessionTags) {
    public Tokens {
      Audience.checkNew(audience);
      CreateProvider.checkPort(issuer);
      account = AccountRule.AWS.check(account);
    }
  }

  /// @throws ProblemException malformed: a pattern that covers the whole trust domain without
  ///   `force`; an ID that is no session tag, for certificates
  public TrustPolicy run(Request request) {
    if (!request.force()) {
      request
          .subjects()
          .forEach(subject -> SubjectBreadth.check(subject, "to allow it anyway, add --force"));
    }
    var policy = TrustPolicy.empty();
    for (var part : parts(request)) {
      for (var statement : part.statements()) {
        policy = policy.plus(statement.document());
      }
    }
    return policy;
  }

  private static List<TrustPolicy> parts(Request request) {
    var parts = new ArrayList<TrustPolicy>();
    request.tokens().map(tokens -> policy(tokens, request.subjects())).ifPresent(parts::add);
    request
        .anchor()
        .map(anchor -> new TrustWay.Certificates(anchor).policy(request.subjects()))
        .ifPresent(parts::add);
    return parts;
  }

  private static TrustPolicy policy(Tokens tokens, List<Subject> subjects) {
    var provider = ProviderArn.of(tokens.partition(), tokens.account(), tokens.issuer());
    var policy = NewTrustPolicy.of(provider, tokens.audience(), subjects);
    return tokens.sessionTags() ? SessionTagging.allow(policy, provider) : policy;
  }
}
