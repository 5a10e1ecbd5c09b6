package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.SvidReview;
import io.spiffeaws.trust.policy.SessionTag;
import io.spiffeaws.workload.X509Svid;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks what IAM Roles Anywhere requires of the X509-SVID, as far as it is visible in it.
public final class ExamineSvid {
  private final SvidReview review;
  private final Clock clock;

  public ExamineSvid(Clock clock) {
    this.review = new SvidReview(clock);
    this.clock = clock;
  }

  void run(Optional<X509Svid> svid, DoctorReport report) {
    if (svid.isPresent()) {
      check(svid.get(), report);
    } else {
      report.skip("there is no X509-SVID", "svid");
    }
  }

  private void check(X509Svid svid, DoctorReport report) {
    report.add(check("svid", review.form(svid), () -> described(svid)));
    report.add(
        check(
            "svid_time",
            review.time(svid),
            () -> ExamineToken.until(svid.expires(), clock.instant())));
    report.add(tag(svid));
    if (!svid.bundle().isEmpty()) {
      report.add(
          check(
              "svid_chain",
              review.chain(svid),
              () -> "it leads to an authority of the trust bundle"));
    }
  }

  private static String described(X509Svid svid) {
    var leaf = svid.chain().getFirst();
    var intermediates = svid.chain().size() - 1;
    return "subject %s, %s, signed with %s%s"
        .formatted(
            leaf.getSubjectX500Principal().getName(),
            leaf.getPublicKey().getAlgorithm(),
            leaf.getSigAlgName(),
            intermediates == 0
                ? ""
                : ", %d intermediate certificate%s"
                    .formatted(intermediates, intermediates == 1 ? "" : "s"));
  }

  /// The service omits a value that does not fit into a session tag.
  static Check tag(X509Svid svid) {
    var id = svid.spiffeId().toString();
    return SessionTag.fits(id)
        ? Check.good("svid_tag", "the SPIFFE ID fits into a session tag")
        : Check.bad(
            "svid_tag",
            "IAM Roles Anywhere omits the SPIFFE ID from the session tags, so no trust policy can"
                + " compare it: "
                + SessionTag.misfit(id),
            "on the SPIRE server (or ask its operator): register a SPIFFE ID of up to 256 characters"
                + " for this workload");
  }

  private static Check check(String name, Optional<Problem> problem, Supplier<String> detail) {
    return problem
        .map(found -> Check.bad(name, found.message(), found.hint()))
        .orElseGet(() -> Check.good(name, detail.get()));
  }
}
