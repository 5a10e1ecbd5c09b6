package io.spiffeaws.chain.manifest;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.SelectorReview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A chain as its file has it, with templates filled in and defaults put where they count: who gets
/// which SPIFFE ID, and which roles those IDs may assume.
///
/// @param name tells the chains of one trust domain apart; what it makes is marked with it
/// @param trustDomain that all IDs are in
/// @param issuer of the tokens; where empty, the chain has no AWS side
/// @param provider the OIDC provider to make of the issuer; where empty, it is another's to keep
/// @param workloads in the file's order; no two are the same entry
/// @param roles by the first workload that names them; no two of one name
public record Manifest(
    String name,
    String trustDomain,
    Optional<IssuerUrl> issuer,
    Optional<ManifestProvider> provider,
    List<Workload> workloads,
    List<ManifestRole> roles) {
  /// The name of a chain that has none.
  public static final String DEFAULT_NAME = "chain";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  /// Whether a chain may be called so.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public Manifest {
    workloads = List.copyOf(workloads);
    roles = List.copyOf(roles);
  }

  /// A server drops an entry whose time is over, so that it would be made anew for ever.
  ///
  /// @throws ProblemException malformed, where a workload's time is over
  public void checkExpiry(Instant now) {
    for (var workload : workloads) {
      var expiry = workload.settings().expiresAt();
      if (expiry.filter(at -> !at.isAfter(now)).isPresent()) {
        throw workload
            .at()
            .expected(
                "an expires_at that is still to come", expiry.get().toString(), "take it out");
      }
    }
  }

  /// Checks the ARNs of its roles' policies.
  ///
  /// @param accounts which the IAM has that is called
  /// @throws ProblemException malformed, if an ARN has an account that cannot be
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

  /// Selectors of its workloads that no attestor of SPIRE produces, a line for each.
  public List<String> warnings() {
    return SelectorReview.warnings(
        workloads.stream().flatMap(workload -> workload.key().selectors().stream()).toList());
  }

  /// The same chain with nothing in it, as it is when it is destroyed.
  public Manifest emptied() {
    return new Manifest(name, trustDomain, issuer, Optional.empty(), List.of(), List.of());
  }
}
