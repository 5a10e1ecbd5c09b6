package io.spiffeaws.oidc;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Checks whether a server of an issuer can be reached, and whether its certificates are good: DNS,
/// TCP, TLS and CA.
final class CheckReachability {
  private final IssuerHandshake handshake;
  private final DocumentFetch documents;

  CheckReachability(IssuerHandshake handshake, DocumentFetch documents) {
    this.handshake = handshake;
    this.documents = documents;
  }

  /// The result of the checks.
  ///
  /// @param inspection the handshake; empty if there was none
  /// @param servedAt the time of the server's clock, if it was needed to explain a certificate
  record Result(Optional<IssuerHandshake.Inspection> inspection, Optional<Instant> servedAt) {
    /// Returns whether documents can be fetched.
    boolean usable() {
      return inspection.filter(found -> found.fault().isEmpty()).isPresent();
    }
  }

  /// Adds the checks.
  ///
  /// @param prefix of the names of the checks
  Result run(String prefix, IssuerUrl issuer, URI url, List<Check> checks) {
    try {
      var inspection = handshake.inspect(url);
      var time =
          inspection.fault().filter(CertificateFault::ofTime).flatMap(_ -> documents.timeAt(url));
      checks.add(dns(prefix, issuer, url, inspection));
      checks.add(tls(prefix, inspection, time));
      checks.add(authority(prefix, issuer, inspection));
      return new Result(Optional.of(inspection), time);
    } catch (ProblemException e) {
      var problem = e.problem();
      checks.add(Check.bad(prefix + name(problem.code()), problem.message(), problem.hint()));
      return new Result(Optional.empty(), Optional.empty());
    }
  }

  private static String name(String code) {
    return switch (code) {
      case "unknown-host", "issuer-dns-timed-out" -> "dns";
      case "connection-refused", "issuer-timed-out", "proxy-unreachable" -> "tcp";
      default -> "tls";
    };
  }

  private static Check dns(
      String prefix, IssuerUrl issuer, URI url, IssuerHandshake.Inspection inspection) {
    var addresses = String.join(", ", inspection.addresses());
    if (inspection.redirection()) {
      return Check.good(
          prefix + "dns",
          "not checked: SPIFFE_AWS_CONNECT_TO redirects %s to %s"
              .formatted(url.getHost(), addresses));
    }
    if (addresses.isEmpty()) {
      return Check.good(
          prefix + "dns", url.getHost() + " is resolved by the proxy, not on this machine");
    }
    return inspection.reachable()
        ? Check.good(prefix + "dns", url.getHost() + " resolves to " + addresses)
        : Check.bad(
            prefix + "dns",
            "%s resolves to %s, which AWS cannot reach".formatted(url.getHost(), addresses),
            "serve the discovery document and the keys at a public address with a public DNS name;"
                + " to keep the SPIRE server private, publish them as files: "
                + ExportHint.of(issuer));
  }

  private static Check tls(
      String prefix, IssuerHandshake.Inspection inspection, Optional<Instant> servedAt) {
    return inspection
        .fault()
        .filter(fault -> fault.kind() != CertificateFault.Kind.UNKNOWN_CA) // see authority
        .map(fault ->
            Check.bad(prefix + "tls", fault.message(), fault.hint() + clock(fault, servedAt)))
        .orElseGet(() ->
            Check.good(
                prefix + "tls",
                "%s, certificate valid until %s"
                    .formatted(inspection.protocol(), inspection.expiresAt())));
  }

  /// The addition for a fault that a wrong clock of this machine explains, unless the server's
  /// clock is known, which is compared by itself.
  private static String clock(CertificateFault fault, Optional<Instant> servedAt) {
    return fault.ofTime() && servedAt.isEmpty()
        ? "; if the clock of this machine is wrong, run: timedatectl set-ntp true"
        : "";
  }

  private static Check authority(
      String prefix, IssuerUrl issuer, IssuerHandshake.Inspection inspection) {
    if (inspection.publicCa()) {
      return Check.good(prefix + "ca", "public: " + inspection.issuedBy());
    }
    if (inspection.fault().isEmpty()) {
      return Check.good(
          prefix + "ca",
          "private: %s; the OIDC provider must have the thumbprint %s"
              .formatted(inspection.issuedBy(), inspection.thumbprint()));
    }
    var fault = inspection.fault().get();
    return fault.kind() == CertificateFault.Kind.UNKNOWN_CA
        ? Check.bad(
            prefix + "ca",
            fault.message(),
            fault.hint()
                + TypedCommand.of(
                    "; AWS trusts it if the OIDC provider has its thumbprint: spiffe-aws trust"
                        + " provider create %s --thumbprint %s",
                    issuer, inspection.thumbprint()))
        : Check.skipped(prefix + "ca", "the certificate is not accepted", "");
  }
}
