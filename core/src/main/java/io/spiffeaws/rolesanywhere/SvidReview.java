package io.spiffeaws.rolesanywhere;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.workload.X509Svid;
import io.spiffeaws.workload.X509SvidCheck;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks what IAM Roles Anywhere requires of a certificate, in its order (user guide, "Trust
/// model"). The errors of the service do not name the requirement. Thread-safe.
public final class SvidReview {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int MAX_INTERMEDIATES = 5;
  private static final Pattern WEAK = Pattern.compile("(?i)(MD[245]|SHA-?1)with.*");

  private final InstantSource clock;

  public SvidReview(InstantSource clock) {
    this.clock = clock;
  }

  /// Returns the first requirement that the X509-SVID does not meet; empty if it meets all that can
  /// be checked without the trust anchor.
  public Optional<Problem> problem(X509Svid svid) {
    return first(
        Stream.of(
            usage(svid), signatures(svid), time(svid), subject(svid), length(svid), chain(svid)));
  }

  /// As [#problem], without the checks that depend on the time or on other certificates.
  public Optional<Problem> form(X509Svid svid) {
    return first(Stream.of(usage(svid), signatures(svid), subject(svid), length(svid)));
  }

  private static Optional<Problem> first(Stream<Optional<Problem>> problems) {
    return problems.flatMap(Optional::stream).findFirst();
  }

  private static Optional<Problem> usage(X509Svid svid) {
    var leaf = leaf(svid);
    if (leaf.getBasicConstraints() >= 0) {
      return refused(
          "svid-is-ca", of(svid) + " is a CA certificate", "specify the X509-SVID of a workload");
    }
    var usage = leaf.getKeyUsage();
    return usage == null || !usage[DIGITAL_SIGNATURE]
        ? refused(
            "svid-key-usage",
            of(svid)
                + " does not have the key usage digitalSignature, which IAM Roles Anywhere requires",
            "use an X509-SVID that SPIRE issued, or ask the administrator of the CA for this key usage")
        : Optional.empty();
  }

  private static Optional<Problem> signatures(X509Svid svid) {
    return svid.chain().stream()
        .map(X509Certificate::getSigAlgName)
        .filter(name -> WEAK.matcher(name).matches())
        .findFirst()
        .flatMap(name ->
            refused(
                "svid-weak-signature",
                "%s is signed with %s; IAM Roles Anywhere requires SHA-256 or stronger"
                    .formatted(of(svid), name),
                "ask the administrator of the CA to sign with SHA-256"));
  }

  /// Returns whether the certificate is not valid now.
  public Optional<Problem> time(X509Svid svid) {
    var now = clock.instant();
    var begin = leaf(svid).getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      return refused(
          "svid-not-yet-valid",
          of(svid) + " is not valid before " + begin,
          "compare the clocks of this machine and the SPIRE server: date -u");
    }
    return now.isAfter(svid.expires())
        ? refused(
            "svid-expired",
            of(svid) + " expired at " + svid.expires(),
            "check the program that renews it, and compare the clocks of both machines: date -u")
        : Optional.empty();
  }

  private static Optional<Problem> subject(X509Svid svid) {
    return leaf(svid).getSubjectX500Principal().getName().isEmpty()
        ? refused(
            "svid-empty-subject",
            of(svid) + " has an empty subject, which IAM Roles Anywhere does not accept",
            "use an X509-SVID that SPIRE issued, or ask the administrator of the CA for a subject such as"
                + " C=US,O=SPIRE")
        : Optional.empty();
  }

  private static Optional<Problem> length(X509Svid svid) {
    var intermediates = svid.chain().size() - 1;
    return intermediates > MAX_INTERMEDIATES
        ? refused(
            "svid-chain-too-long",
            "%s has %d intermediate certificates; IAM Roles Anywhere accepts up to %d"
                .formatted(of(svid), intermediates, MAX_INTERMEDIATES),
            "ask an operator to use a CA of the chain as trust anchor, so that fewer intermediate"
                + " certificates are sent")
        : Optional.empty();
  }

  /// Returns why no chain leads to an authority of the SVID's bundle; empty if one does, or there
  /// is no bundle.
  public Optional<Problem> chain(X509Svid svid) {
    if (svid.bundle().isEmpty()) {
      return Optional.empty();
    }
    try {
      X509SvidCheck.signed(svid.chain(), svid.bundle(), clock.instant());
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      return refused(
          "svid-chain-incomplete",
          "no chain of valid certificates leads from %s to an authority of its bundle"
              .formatted(of(svid)),
          "specify all intermediate certificates in --svid-file, and the current bundle");
    }
  }

  private static X509Certificate leaf(X509Svid svid) {
    return svid.chain().getFirst();
  }

  private static String of(X509Svid svid) {
    return "the X509-SVID of " + svid.spiffeId();
  }

  private static Optional<Problem> refused(String code, String message, String hint) {
    return Optional.of(new Problem.Refused(code, message, hint));
  }
}
