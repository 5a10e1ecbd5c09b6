package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.provider.ProviderCreation;
import java.util.List;
import java.util.Optional;

/// Checks a token against its issuer's provider, then against the role's trust policy, in the same
/// order as STS. If the account is not the role's account, it reports this.
public final class ReviewTrust implements TrustReview {
  private final AccountView account;
  private final boolean otherService;

  /// Creates a review.
  ///
  /// @param otherService whether an endpoint is configured, so that STS may not be that of AWS
  public ReviewTrust(AccountView account, boolean otherService) {
    this.account = account;
    this.otherService = otherService;
  }

  @Override
  public Optional<Problem> cause(ExchangeRequest request) {
    try {
      var all = account.providers();
      var providers =
          all.stream().filter(arn -> arn.account().equals(request.role().account())).toList();
      return ofAccount(request.role(), all, providers)
          .or(() -> ofProvider(request, providers))
          .or(() -> ofRole(request, providers));
    } catch (ProblemException e) {
      return Optional.empty(); // no cause without the permissions to read it
    }
  }

  /// The problem of credentials for another account than the role's. The account is seen in the
  /// ARNs of its providers and of its role of the requested name.
  private Optional<Problem> ofAccount(
      RoleArn requested, List<ProviderArn> all, List<ProviderArn> ofRequested) {
    if (!ofRequested.isEmpty()) {
      return Optional.empty();
    }
    var namesake = account.role(requested.name()).map(found -> RoleArn.parse(found.arn()));
    return namesake
        .map(found ->
            new OtherAccount(
                requested, found.partition(), found.account(), Optional.of(found.toString())))
        .or(() ->
            all.stream()
                .findFirst()
                .map(arn ->
                    new OtherAccount(requested, arn.partition(), arn.account(), Optional.empty())))
        .filter(other -> !other.account().equals(requested.account()))
        .map(OtherAccount::problem);
  }

  private Optional<Problem> ofProvider(ExchangeRequest request, List<ProviderArn> providers) {
    var issuer = request.token().issuer().orElse("");
    if (providers.isEmpty() && own(account.role(request.role().name()), request).isEmpty()) {
      return Optional.empty(); // without provider and role it may be another account
    }
    return provider(issuer, providers)
        .map(provider ->
            AudienceMismatch.find(
                WebIdentity.of(provider.arn().text(), request.token()),
                provider,
                own(account.role(request.role().name()), request)))
        .orElseGet(() -> Optional.of(noProvider(request.role().account(), issuer)));
  }

  private Optional<OidcProvider> provider(String issuer, List<ProviderArn> providers) {
    return providers.stream()
        .filter(arn -> arn.url().equals(issuer))
        .findFirst()
        .flatMap(account::provider);
  }

  static Problem noProvider(String account, String issuer) {
    return refused(
        ExchangeRejection.NO_PROVIDER.code(),
        "account %s has no OIDC provider for issuer %s".formatted(account, issuer),
        ProviderCreation.hint("create it with", issuer));
  }

  private Optional<Problem> ofRole(ExchangeRequest request, List<ProviderArn> providers) {
    var name = request.role().name();
    var role = account.role(name);
    if (role.isEmpty()) {
      return providers.isEmpty()
          ? Optional.empty()
          : Optional.of(
              MissingRole.problem(
                  request.role(), account.similar(name), Optional.of(request.token())));
    }
    return own(role, request)
        .map(found -> ofPolicy(request.token(), found, providers))
        .or(() -> role.flatMap(found -> ofPath(request.role(), found)));
  }

  /// The problem of a wrong path. IAM finds a role by its name, but STS by its full ARN with path.
  private static Optional<Problem> ofPath(RoleArn requested, Role found) {
    return RoleArn.parse(found.arn()).account().equals(requested.account())
            && !found.arn().equals(requested.toString())
        ? Optional.of(
            refused(
                "role-path",
                "role %s has the ARN %s, not %s"
                    .formatted(requested.name(), found.arn(), requested),
                "specify its ARN: --role " + TypedCommand.word(found.arn())))
        : Optional.empty();
  }

  /// The role if it has the requested ARN; another account may have a role of the same name.
  private static Optional<Role> own(Optional<Role> role, ExchangeRequest request) {
    return role.filter(found -> found.arn().equals(request.role().toString()));
  }

  private Problem ofPolicy(JwtToken token, Role role, List<ProviderArn> providers) {
    var issuer = token.issuer().orElse("");
    var provider =
        providers.stream()
            .filter(arn -> arn.url().equals(issuer))
            .findFirst()
            .map(ProviderArn::text)
            .orElse("");
    var identity = WebIdentity.of(provider, token);
    return switch (TrustDecision.decide(role.trust(), identity)) {
      case TrustDecision.Denied _ -> TrustDenial.of(identity, role, account(providers));
      case TrustDecision.Undecided(var reasons) ->
          refused(
              "not-authorized",
              "STS denied AssumeRoleWithWebIdentity for %s on %s: its trust policy has conditions"
                      .formatted(subject(token), role.name())
                  + " on values that are not in the token: "
                  + String.join("; ", reasons),
              "to print the trust policy, run: spiffe-aws trust role show " + role.name());
      case TrustDecision.Allowed _
          when SessionTagging.isIn(token) && !SessionTagging.allowedBy(role.trust(), provider) ->
          tagsNotTrusted(role, issuer, subject(token));
      case TrustDecision.Allowed _
          when otherService
              && !role.tags().isEmpty()
              && !SessionTagging.allowedBy(role.trust(), provider) ->
          roleTagsNotTrusted(role, issuer, subject(token));
      case TrustDecision.Allowed _ ->
          refused(
              "not-authorized",
              "STS denied AssumeRoleWithWebIdentity for %s on %s although its trust policy allows"
                      .formatted(subject(token), role.name())
                  + " it: a change may not have propagated yet, or an organization policy denies it",
              "to wait for a change to propagate, specify --wait 15s");
    };
  }

  /// The problem of a role with tags: Ceph requires sts:TagSession for it, AWS only for tags in a
  /// token.
  private static Problem roleTagsNotTrusted(Role role, String issuer, String subject) {
    return refused(
        "role-tags-not-trusted",
        "STS denied AssumeRoleWithWebIdentity for %s on %s although its trust policy allows it:"
                .formatted(subject, role.name())
            + " the role has tags (%s), for which services other than AWS require sts:TagSession"
                .formatted(String.join(", ", role.tags().keySet()))
            + " in the trust policy",
        "to allow it, run: " + withSessionTags(role, issuer, subject));
  }

  private static String withSessionTags(Role role, String issuer, String subject) {
    return TypedCommand.of(
        "spiffe-aws trust role create %s --issuer %s --sub %s --session-tags",
        role.name(), issuer, subject);
  }

  static Problem tagsNotTrusted(Role role, String issuer, String subject) {
    return refused(
        "session-tags-not-trusted",
        "the token has session tags, but the trust policy of role %s does not allow sts:TagSession"
            .formatted(role.name()),
        "to allow it, run: " + withSessionTags(role, issuer, subject));
  }

  private AccountProviders account(List<ProviderArn> providers) {
    return AccountProviders.of(() -> providers, account::provider);
  }

  private static String subject(JwtToken token) {
    return token.subject().orElse("");
  }

  private static Problem refused(String code, String message, String hint) {
    return new Problem.Refused(code, message, hint);
  }
}
