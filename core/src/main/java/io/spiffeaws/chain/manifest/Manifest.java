package io.spiffeaws.chain.manifest;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.SelectorReview;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A chain as specified in its file, with templates filled in and defaults applied: which workload
/// gets which SPIFFE ID, and which roles those IDs may assume.
///
/// @param name distinguishes the chains of one trust domain; the chain's resources are tagged with
///   it
/// @param trustDomain of all IDs
/// @param issuer of the tokens; if empty, no role accepts tokens
/// @param provider the OIDC provider that the chain manages for the issuer; if empty, the chain
///   does not manage the provider
/// @param rolesAnywhere the trust anchor and the profile that the chain manages; if empty, no role
///   accepts certificates
/// @param workloads in the file's order; each has a different entry key
/// @param roles in the order of the first workload that names them; each name occurs once
public record Manifest(
    String name,
    String trustDomain,
    Optional<IssuerUrl> issuer,
    Optional<ManifestProvider> provider,
    Optional<ManifestRolesAnywhere> rolesAnywhere,
    List<Workload> workloads,
    List<ManifestRole> roles) {
  /// The default name of a chain.
  public static final String DEFAULT_NAME = "chain";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  /// Whether the text is a valid name of a chain.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public Manifest {
    workloads = List.copyOf(workloads);
    roles = List.copyOf(roles);
  }

  /// Requires that no entry has expired. A SPIRE server removes expired entries, so every run would
  /// create them again.
  ///
  /// @throws ProblemException malformed, if a workload's expiry is not in the future
  public void checkExpiry(Instant now) {
    for (var workload : workloads) {
      var expiry = workload.settings().expiresAt();
      if (expiry.filter(at -> !at.isAfter(now)).isPresent()) {
        throw workload
            .at()
            .expected(
                "an expires_at in the future",
                expiry.get().toString(),
                "remove expires_at or set a later time");
      }
    }
  }

  /// Checks the ARNs of its roles' policies.
  ///
  /// @param accounts that the IAM service in use has
  /// @throws ProblemException malformed, if an ARN has an invalid account
  public void checkAccounts(AccountRule accounts) {
    for (var role : roles) {
      var policies = role.settings().policies().orElse(List.of()).stream();
      try {
        Stream.concat(policies, role.settings().boundary().stream()).forEach(accounts::checkArn);
      } catch (ProblemException e) {
        throw ProblemException.malformed(
            e.problem().code(),
            "role " + role.name() + ": " + e.problem().message(),
            e.problem().hint());
      }
    }
  }

  /// Warns of selectors of its workloads that no attestor of SPIRE produces, a line for each.
  public List<String> warnings() {
    return SelectorReview.warnings(
        workloads.stream().flatMap(workload -> workload.key().selectors().stream()).toList());
  }

  /// Parents of its entries that are not entries of the chain itself, without duplicates.
  public Set<SpiffeId> foreignParents() {
    var parents = new LinkedHashSet<SpiffeId>();
    workloads.forEach(workload -> parents.add(workload.key().parentId()));
    workloads.forEach(workload -> parents.remove(workload.key().spiffeId()));
    return parents;
  }

  /// Whether it has an AWS side: a source of credentials for roles.
  public boolean usesAws() {
    return issuer.isPresent() || rolesAnywhere.isPresent();
  }

  /// The roles with that way, in the chain's order.
  public List<ManifestRole> rolesOf(RoleWay way) {
    return roles.stream().filter(role -> role.ways().contains(way)).toList();
  }

  /// The same chain without resources, for destruction.
  public Manifest withoutWorkloads() {
    return new Manifest(
        name, trustDomain, issuer, Optional.empty(), Optional.empty(), List.of(), List.of());
  }
}
