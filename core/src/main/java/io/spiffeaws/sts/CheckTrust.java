package io.spiffeaws.sts;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.CertificateTrust;
import io.spiffeaws.trust.iam.MisspelledRole;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.provider.ProviderLookup;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import io.spiffeaws.trust.role.WayLookup;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks whether STS would allow a token, or any token with a given subject, to assume a role, and
/// which condition denies it. It runs the checks of STS in the same order, without calling STS.
public final class CheckTrust {
  private final Roles roles;
  private final OidcProviders providers;
  private final ReviewToken review;

  public CheckTrust(Roles roles, OidcProviders providers, ReviewToken review) {
    this.roles = roles;
    this.providers = providers;
    this.review = review;
  }

  /// Checks a token against a role.
  ///
  /// @throws ProblemException missing, if the role does not exist
  public List<Check> token(RoleReference name, JwtToken token) {
    var role = TrustPolicyUpdate.found(roles, name);
    var form = review.form(token);
    var checks = new ArrayList<Check>();
    checks.add(check("token", form, () -> "signed with " + token.algorithm()));
    if (form.isPresent()) {
      return checks; // the other checks need the claims
    }
    checks.add(check("time", review.time(token, ReviewToken.AWS_LEEWAY), () -> until(token)));
    checks.addAll(
        ofProvider(
            role.arn(), identity(role.arn(), token), issuer(token), () -> Optional.of(role)));
    checks.add(signature(token, token.issuer().orElse("")));
    checks.addAll(trust(role, token, ofTrust(role, identity(role.arn(), token))));
    return checks;
  }

  /// Checks that the role's account has a provider for the token's issuer, and that the provider
  /// accepts the token's audience.
  ///
  /// @param token a token with issuer and audience
  public List<Check> provider(String roleArn, JwtToken token) {
    return ofProvider(roleArn, identity(roleArn, token), issuer(token), () -> role(roleArn));
  }

  /// Checks that the role's trust policy allows the token and its session tags, for a caller that
  /// sends a request to STS next. A condition that only that request can decide is skipped.
  ///
  /// @param token a token with issuer, subject and audience
  public List<Check> trustBeforeExchange(Role role, JwtToken token) {
    var identity = identity(role.arn(), token);
    return TrustDecision.decide(role.trust(), identity)
            instanceof TrustDecision.Undecided(var reasons)
        ? trust(role, token, Check.skipped("trust", dependsOn(reasons), ""))
        : trust(role, token, ofTrust(role, identity));
  }

  private static List<Check> trust(Role role, JwtToken token, Check allowed) {
    var identity = identity(role.arn(), token);
    if (!SessionTagging.isIn(token)) {
      return List.of(allowed);
    }
    return List.of(
        allowed,
        SessionTagging.allowedBy(role.trust(), identity.providerArn())
            ? Check.good("tags", "the trust policy allows sts:TagSession")
            : bad(
                "tags",
                ReviewTrust.tagsNotTrusted(role, token.issuer().orElse(""), identity.sub())));
  }

  private static WebIdentity identity(String roleArn, JwtToken token) {
    return WebIdentity.of(arn(roleArn, WebIdentity.hostPath(token)), token);
  }

  /// Checks any token, or any certificate, with a given SPIFFE ID against a role.
  ///
  /// @param lookup the issuer or the trust anchor; may be empty if the role has exactly one way
  /// @param audience of the tokens
  /// @throws ProblemException missing, if the role does not exist; malformed, if the way is unclear
  public List<Check> identity(
      RoleReference name, WayLookup lookup, String subject, String audience) {
    var role = TrustPolicyUpdate.found(roles, name);
    lookup.check(role);
    return lookup.issuer().isEmpty()
            && lookup.of(role, false, providers) instanceof TrustWay.Certificates(var anchor)
        ? CertificateTrust.of(role, anchor, subject)
        : subject(role, lookup.issuer(), subject, audience);
  }

  private List<Check> subject(
      Role role, Optional<IssuerUrl> issuer, String subject, String audience) {
    var provider =
        issuer
            .map(url -> new ProviderArn(arn(role.arn(), url.hostPath())))
            .orElseGet(() -> ProviderLookup.ofRole(role, issuer, providers));
    var identity = new WebIdentity(provider.text(), provider.hostPath(), subject, audience);
    var checks =
        new ArrayList<>(ofProvider(role.arn(), identity, provider.url(), () -> Optional.of(role)));
    checks.add(ofTrust(role, identity));
    return checks;
  }

  /// The ARN of the issuer's provider. STS looks for it only in the role's account.
  private static String arn(String roleArn, String hostPath) {
    var parts = roleArn.split(":", 6);
    return "arn:%s:iam::%s:oidc-provider/%s"
        .formatted(parts.length > 1 ? parts[1] : "aws", parts.length > 4 ? parts[4] : "", hostPath);
  }

  /// Returns the role of a similar name; empty if there is none, or the roles cannot be listed.
  public Optional<Role> similar(String name) {
    return MisspelledRole.of(name, roles);
  }

  private static String issuer(JwtToken token) {
    return token.issuer().orElse("");
  }

  /// The role; empty if it cannot be read.
  private Optional<Role> role(String arn) {
    try {
      return roles.find(RoleArn.parse(arn).name()).filter(role -> role.arn().equals(arn));
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }

  private List<Check> ofProvider(
      String roleArn, WebIdentity identity, String issuer, Supplier<Optional<Role>> role) {
    var account = roleArn.split(":", 6)[4];
    var all = providers.list();
    var provider =
        all.stream()
            .filter(one -> one.text().equals(identity.providerArn()) && one.url().equals(issuer))
            .findFirst()
            .flatMap(providers::find);
    if (provider.isEmpty()) {
      var problem = ReviewTrust.noProvider(account, issuer);
      return List.of(
          Check.bad("provider", problem.message() + nearly(issuer, all), problem.hint()));
    }
    return List.of(
        Check.good("provider", provider.get().arn().text()),
        check(
            "audience",
            provider.get().audiences().contains(identity.aud())
                ? Optional.empty()
                : AudienceMismatch.find(identity, provider.get(), role.get()),
            () -> identity.aud() + known(provider.get())));
  }

  private static String known(OidcProvider provider) {
    return provider.audiences().size() == 1
        ? ", the only audience of the provider"
        : ", one of the %d audiences of the provider".formatted(provider.audiences().size());
  }

  private static String nearly(String issuer, List<ProviderArn> all) {
    return all.stream()
        .map(ProviderArn::url)
        .filter(url -> bare(url).equalsIgnoreCase(bare(issuer)))
        .findFirst()
        .map(url -> "; it has one for " + url + ", which is not exactly the same")
        .orElse("");
  }

  private static String bare(String url) {
    return url.replaceFirst("/+$", "");
  }

  private Check signature(JwtToken token, String issuer) {
    try {
      return check(
          "signature",
          review.signature(token),
          () -> "by key %s of %s".formatted(token.keyId().orElse("(unnamed)"), issuer));
    } catch (ProblemException e) {
      return bad("signature", e.problem());
    }
  }

  private Check ofTrust(Role role, WebIdentity identity) {
    return switch (TrustDecision.decide(role.trust(), identity)) {
      case TrustDecision.Allowed(var reasons) -> Check.good("trust", String.join("; ", reasons));
      case TrustDecision.Denied _ ->
          bad("trust", TrustDenial.of(identity, role, AccountProviders.of(providers)));
      case TrustDecision.Undecided(var reasons) ->
          Check.bad(
              "trust",
              dependsOn(reasons),
              TypedCommand.of("to ask STS, run: spiffe-aws creds get --role %s", role.arn()));
    };
  }

  private static String dependsOn(List<String> reasons) {
    return "only STS can decide: " + String.join("; ", reasons);
  }

  private static String until(JwtToken token) {
    return token
        .expiresAt()
        .map(end -> "valid until %s; AWS accepts it for 5m longer".formatted(end))
        .orElse("its exp claim is not a time");
  }

  private static Check check(String name, Optional<Problem> problem, Supplier<String> detail) {
    return problem.map(found -> bad(name, found)).orElseGet(() -> Check.good(name, detail.get()));
  }

  private static Check bad(String name, Problem problem) {
    return Check.bad(name, problem.message(), problem.hint());
  }
}
