package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchors;
import io.spiffeaws.workload.X509Svid;
import io.spiffeaws.workload.X509SvidCheck;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Checks the trust anchor: it exists, is enabled, and contains the CA that signed the X509-SVID.
public final class ExamineAnchor {
  static final String PERMISSIONS = "requires rolesanywhere:GetTrustAnchor";

  private final Function<String, TrustAnchors> anchors;
  private final Optional<String> region;
  private final Clock clock;

  /// Creates the checks.
  ///
  /// @param anchors returns the trust anchors of a region
  /// @param region of the operator's calls; empty if there is none
  public ExamineAnchor(
      Function<String, TrustAnchors> anchors, Optional<String> region, Clock clock) {
    this.anchors = anchors;
    this.region = region;
    this.clock = clock;
  }

  void run(RolesAnywhereTarget target, Optional<X509Svid> svid, DoctorReport report) {
    try {
      var found = anchors.apply(target.region()).find(target.anchor());
      if (found.isPresent()) {
        check(found.get(), target, svid, report);
        return;
      }
      var elsewhere = elsewhere(target);
      report.add(missing(target, elsewhere, svid));
      report.skip("the trust anchor does not exist", "anchor_ca");
      if (elsewhere.isPresent()) {
        report.skip("because of anchor", "profile");
      }
    } catch (ProblemException e) {
      report.add(DoctorReport.unreadable("anchor", PERMISSIONS, e.problem()));
    }
  }

  private void check(
      TrustAnchor anchor,
      RolesAnywhereTarget target,
      Optional<X509Svid> svid,
      DoctorReport report) {
    var commands = new RolesAnywhereCommands(region, anchors.apply(target.region())::tags);
    report.add(
        anchor.enabled()
            ? Check.good("anchor", "%s (%s)".formatted(anchor.name(), anchor.arn()))
            : Check.bad(
                "anchor",
                "trust anchor %s (%s) is disabled".formatted(anchor.name(), anchor.arn()),
                "to enable it, run: " + commands.createAnchor(anchor.name(), anchor.arn())));
    if (!anchor.sourceType().equals(TrustAnchor.CERTIFICATE_BUNDLE)) {
      report.skip("its CAs are not in the trust anchor: " + anchor.sourceType(), "anchor_ca");
    } else if (svid.isEmpty()) {
      report.skip("there is no X509-SVID", "anchor_ca");
    } else {
      report.add(authority(anchor, commands, svid.get()));
    }
  }

  private Check authority(TrustAnchor anchor, RolesAnywhereCommands commands, X509Svid svid) {
    if (holds(anchor.cas(), svid)) {
      return Check.good("anchor_ca", "the trust anchor contains the CA of the X509-SVID");
    }
    var signer = SigningAuthority.of(svid);
    var sync =
        "to add the CAs of the SPIRE server, run: " + commands.sync(anchor.name(), anchor.arn());
    if (signer.certificate().filter(anchor.cas()::contains).isPresent()) {
      return Check.bad(
          "anchor_ca",
          "%s is in trust anchor %s, but it is not valid now: it is valid from %s to %s"
              .formatted(
                  signer.text(),
                  anchor.name(),
                  signer.certificate().get().getNotBefore().toInstant(),
                  signer.certificate().get().getNotAfter().toInstant()),
          sync);
    }
    return Check.bad(
        "anchor_ca",
        "trust anchor %s does not contain %s, which signed the X509-SVID; it contains %s"
            .formatted(anchor.name(), signer.text(), SigningAuthority.texts(anchor.cas())),
        sync);
  }

  /// Whether a chain leads from the X509-SVID to a CA. An X509-SVID that has expired has its own
  /// check.
  private boolean holds(List<X509Certificate> cas, X509Svid svid) {
    var now = clock.instant();
    var valid = cas.stream().filter(this::isValid).toList();
    var leaf = svid.chain().getFirst();
    var begin = leaf.getNotBefore().toInstant();
    var at = now.isBefore(begin) ? begin : now.isAfter(svid.expires()) ? svid.expires() : now;
    try {
      X509SvidCheck.signed(svid.chain(), valid, at);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean isValid(X509Certificate ca) {
    try {
      ca.checkValidity(Date.from(clock.instant()));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private Check missing(
      RolesAnywhereTarget target,
      Optional<RolesAnywhereTarget> elsewhere,
      Optional<X509Svid> svid) {
    var detail =
        "account %s has no trust anchor %s in region %s"
            .formatted(target.anchor().account(), target.anchor().id(), target.region());
    if (elsewhere.isPresent()) {
      return Check.bad(
          "anchor",
          detail + "; it is in region " + elsewhere.get().region(),
          TypedCommand.of(
              "specify --trust-anchor-arn %s --profile-arn %s",
              elsewhere.get().anchor(), elsewhere.get().profile()));
    }
    return alternative(target, svid)
        .map(anchor ->
            Check.bad(
                "anchor",
                "%s; trust anchor %s contains the CA of the X509-SVID"
                    .formatted(detail, anchor.name()),
                TypedCommand.of("specify --trust-anchor-arn %s", anchor.arn())))
        .orElseGet(() ->
            Check.bad(
                "anchor",
                detail,
                "to list the trust anchors, run: " + RolesAnywhereCommands.list("anchor", target)));
  }

  /// The same trust anchor and profile in the region of the operator, if the trust anchor exists
  /// there.
  private Optional<RolesAnywhereTarget> elsewhere(RolesAnywhereTarget target) {
    try {
      return region
          .filter(other -> !other.equals(target.region()))
          .map(target::inRegion)
          .filter(moved -> anchors.apply(moved.region()).find(moved.anchor()).isPresent());
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<TrustAnchor> alternative(RolesAnywhereTarget target, Optional<X509Svid> svid) {
    try {
      return svid.flatMap(found ->
          anchors.apply(target.region()).list().stream()
              .filter(TrustAnchor::enabled)
              .filter(anchor -> holds(anchor.cas(), found))
              .findFirst());
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }
}
