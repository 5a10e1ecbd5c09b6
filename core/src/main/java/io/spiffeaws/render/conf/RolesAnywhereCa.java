package io.spiffeaws.render.conf;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.hcl.HclBody;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What IAM Roles Anywhere requires of the CA of a SPIRE server.
///
/// - A trust anchor holds two CA certificates. A server prepares the next CA after half of the
///   lifetime of the active one, and activates it after five sixths (SPIRE,
///   `pkg/server/ca/manager`). So only two CAs have valid X509-SVIDs or are prepared at any time if
///   an X509-SVID is valid for at most one sixth of that lifetime.
/// - The subject of a certificate must not be empty (user guide, "Signature verification"). SPIRE
///   sets that of X509-SVIDs; that of the CA is configured.
///
/// @param longestSvid the longest lifetime of X509-SVIDs that a workload specifies
public record RolesAnywhereCa(Duration longestSvid) {
  private static final int SHARE = 6;

  /// Returns the requirements of a chain; empty if it does not use IAM Roles Anywhere.
  public static Optional<RolesAnywhereCa> of(Manifest chain) {
    var longest =
        chain.workloads().stream()
            .mapToInt((Workload workload) -> workload.settings().x509SvidTtl())
            .max()
            .orElse(0);
    return chain.rolesAnywhere().map(_ -> new RolesAnywhereCa(Duration.ofSeconds(longest)));
  }

  /// Requires that two CAs are enough.
  ///
  /// @param caTtl lifetime of the CA
  /// @param svidTtl lifetime of X509-SVIDs whose workload specifies none
  /// @throws ProblemException malformed, if an X509-SVID may be valid for too long
  void check(Duration caTtl, Duration svidTtl) {
    var longest = longestSvid.compareTo(svidTtl) > 0 ? longestSvid : svidTtl;
    if (longest.multipliedBy(SHARE).compareTo(caTtl) > 0) {
      throw ProblemException.malformed(
          "svid-ttl-too-long",
          "X509-SVIDs are valid for up to %s, and a CA for %s (--ca-ttl): IAM Roles Anywhere would need more than two CAs in the trust anchor"
              .formatted(DurationText.print(longest), DurationText.print(caTtl)),
          "specify --ca-ttl %s or longer, or reduce --x509-svid-ttl and x509_svid_ttl"
              .formatted(DurationText.print(longest.multipliedBy(SHARE))));
    }
  }

  void write(HclBody server, String trustDomain) {
    server.block(
        "ca_subject",
        subject -> subject.set("organization", List.of("SPIFFE")).set("common_name", trustDomain));
  }
}
