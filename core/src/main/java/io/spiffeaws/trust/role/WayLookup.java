package io.spiffeaws.trust.role;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.provider.ProviderLookup;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the way that a command on an existing role is about: an OIDC provider, or a trust anchor
/// of IAM Roles Anywhere.
///
/// @param issuer if present, the way is the provider of that issuer
/// @param audience of the tokens, for a provider
/// @param anchor if present, the way is that trust anchor
/// @param variable the variable that issuer or anchor came from; empty if an option specified it. A
///   variable does not add a way to a role that trusts only the other one
public record WayLookup(
    Optional<IssuerUrl> issuer,
    Optional<String> audience,
    Optional<RolesAnywhereArn> anchor,
    Optional<String> variable) {
  private static final String WAY_NEEDED = "way-needed";
  private static final String EITHER = "specify --issuer URL or --trust-anchor-arn ARN";
  private static final String ANCHOR_HINT =
      "specify the trust anchor with --trust-anchor-arn, or set SPIFFE_AWS_TRUST_ANCHOR_ARN";

  public WayLookup {
    if (issuer.isPresent() && anchor.isPresent()) {
      throw ProblemException.malformed(
          WAY_NEEDED,
          "--issuer and --trust-anchor-arn exclude each other: the command is about one of them",
          "run the command once for each");
    }
  }

  /// A way that is specified by options.
  public WayLookup(
      Optional<IssuerUrl> issuer, Optional<String> audience, Optional<RolesAnywhereArn> anchor) {
    this(issuer, audience, anchor, Optional.empty());
  }

  /// Returns the specified way; or else the only one that the role's trust policy names.
  ///
  /// @param spiffe whether the subjects are SPIFFE IDs
  /// @throws ProblemException malformed: `way-needed`, if the role trusts both a provider and IAM
  ///   Roles Anywhere, or only the way that a variable does not specify; `trust-anchor-needed`, if
  ///   it does not name exactly one anchor; or as [ProviderLookup]
  public TrustWay of(Role role, boolean spiffe, OidcProviders providers) {
    check(role);
    if (anchor.isPresent()) {
      return new TrustWay.Certificates(anchor.get());
    }
    if (issuer.isEmpty() && RolesAnywhereStatements.trusted(role.trust())) {
      checkOnly(role);
      return new TrustWay.Certificates(only(role));
    }
    var provider =
        spiffe
            ? ProviderLookup.ofSpiffeIds(role, issuer, providers)
            : ProviderLookup.ofRole(role, issuer, providers);
    return new TrustWay.Tokens(new ProviderAudience(provider, audience));
  }

  /// Checks that a variable does not add a way to a role that trusts only the other one.
  ///
  /// @throws ProblemException malformed, `way-needed`
  public void check(Role role) {
    variable.ifPresent(name -> checkVariable(role, name));
  }

  private void checkVariable(Role role, String name) {
    var tokens = !role.trust().providers().isEmpty();
    var certificates = RolesAnywhereStatements.trusted(role.trust());
    if (issuer.isPresent() && certificates && !tokens) {
      throw ProblemException.malformed(
          WAY_NEEDED,
          "%s specifies an issuer, but role %s trusts only IAM Roles Anywhere%s"
              .formatted(name, role.name(), anchors(RolesAnywhereStatements.anchors(role.trust()))),
          EITHER);
    }
    if (anchor.isPresent() && tokens && !certificates) {
      throw ProblemException.malformed(
          WAY_NEEDED,
          "%s specifies a trust anchor, but role %s trusts only %s"
              .formatted(name, role.name(), urls(role)),
          EITHER);
    }
  }

  private static String urls(Role role) {
    return role.trust().providers().stream()
        .map(ProviderArn::url)
        .collect(Collectors.joining(", "));
  }

  private static void checkOnly(Role role) {
    if (!role.trust().providers().isEmpty()) {
      throw ProblemException.malformed(
          WAY_NEEDED,
          "role %s trusts both %s and IAM Roles Anywhere%s"
              .formatted(
                  role.name(), urls(role), anchors(RolesAnywhereStatements.anchors(role.trust()))),
          EITHER);
    }
  }

  private static RolesAnywhereArn only(Role role) {
    var named = RolesAnywhereStatements.anchors(role.trust());
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw ProblemException.malformed(
        "trust-anchor-needed",
        named.isEmpty()
            ? "role " + role.name() + " trusts IAM Roles Anywhere, but names no trust anchor"
            : "role " + role.name() + " trusts several trust anchors:" + listed(named),
        ANCHOR_HINT);
  }

  private static String anchors(List<RolesAnywhereArn> named) {
    return named.isEmpty() ? "" : " with" + listed(named);
  }

  private static String listed(List<RolesAnywhereArn> named) {
    return named.stream().map(arn -> " " + arn).collect(Collectors.joining(","));
  }

  /// Checks that the service can assume the role: anchor, profile and role are in one account.
  ///
  /// @throws ProblemException malformed, `anchor-elsewhere`
  public static void checkAccount(RolesAnywhereArn anchor, String roleArn) {
    var parts = roleArn.split(":", 6);
    var account = parts.length > 4 ? parts[4] : "";
    var partition = parts.length > 1 ? parts[1] : "";
    if (!account.equals(anchor.account()) || !partition.equals(anchor.partition())) {
      throw ProblemException.malformed(
          "anchor-elsewhere",
          "trust anchor %s is not in the account of role %s".formatted(anchor, roleArn),
          "specify a trust anchor of account " + account);
    }
  }
}
