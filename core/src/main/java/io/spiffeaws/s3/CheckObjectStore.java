package io.spiffeaws.s3;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.text.EditDistance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes a small object, reads it back and deletes it, and reports which of the three calls was
/// denied, and by which policy. The object is deleted even if reading fails, unless the deletion
/// itself is denied.
public final class CheckObjectStore {
  private static final byte[] CONTENT =
      "written by spiffe-aws s3 check\n".getBytes(StandardCharsets.US_ASCII);

  private final ObjectStore store;
  private final AccessPolicies policies;

  /// Creates the check.
  ///
  /// @param store used with the session
  /// @param policies read only if a call is denied, to explain it
  public CheckObjectStore(ObjectStore store, AccessPolicies policies) {
    this.store = store;
    this.policies = policies;
  }

  /// The parameters of the check.
  ///
  /// @param location where the object is written
  /// @param session the request for the session that is used, for the hint
  /// @param assumedRole the ARN of that session
  /// @param token the token that was exchanged for the session, for the hint; empty if it was none
  /// @param name the unique name of the object
  public record Request(
      S3Location location,
      ObtainCredentials.Request session,
      String assumedRole,
      Optional<JwtToken> token,
      String name) {
    String key() {
      return location.key(name);
    }

    private String arn() {
      return "arn:%s:s3:::%s/%s".formatted(session.role().partition(), location.bucket(), key());
    }
  }

  /// Runs the check.
  ///
  /// @return a result for each call that was made
  /// @throws ProblemException missing, if the bucket does not exist; unreachable, if S3 does not
  ///   answer or fails
  public List<Check> run(Request request) {
    var bucket = request.location().bucket();
    var explanation =
        new ExplainDenial(request, new AccessFacts(policies, request.session(), bucket));
    var checks = new ArrayList<Check>();
    if (!written(request, explanation, checks)) {
      return checks;
    }
    try {
      checks.add(tried("read", request, explanation, () -> readBack(bucket, request.key())));
    } finally {
      checks.add(tried("delete", request, explanation, () -> store.delete(bucket, request.key())));
    }
    return checks;
  }

  private void readBack(String bucket, String key) {
    if (!Arrays.equals(store.read(bucket, key), CONTENT)) {
      throw ProblemException.refused(
          "other-content",
          "the content read is not the content written",
          "check whether the endpoint (AWS_ENDPOINT_URL_S3) or a proxy changes objects");
    }
  }

  private boolean written(Request request, ExplainDenial explanation, List<Check> checks) {
    var bucket = request.location().bucket();
    try {
      var check =
          tried("write", request, explanation, () -> store.write(bucket, request.key(), CONTENT));
      checks.add(
          check.ok()
              ? check
              : Check.bad(
                  check.name(),
                  check.detail() + "; read and delete were not checked",
                  check.hint()));
      return check.ok();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Missing missing) {
        throw suggestion(request.location(), missing).orElse(e);
      }
      deleteQuietly(bucket, request.key()); // the object may be stored even if the answer was lost
      throw e;
    }
  }

  private void deleteQuietly(String bucket, String key) {
    try {
      store.delete(bucket, key);
    } catch (ProblemException | AccessDeniedException e) {
      // the first failure is reported
    }
  }

  /// The problem of a missing bucket, if another one has nearly its name.
  private Optional<ProblemException> suggestion(S3Location location, Problem.Missing missing) {
    try {
      return EditDistance.nearest(location.bucket(), policies.buckets())
          .map(near ->
              ProblemException.missing(
                  missing.code(),
                  missing.message() + "; did you mean \"" + near + "\"?",
                  "specify it: " + new S3Location(near, location.prefix())));
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }

  private static Check tried(
      String name, Request request, ExplainDenial explanation, Runnable call) {
    var object = "s3://" + request.location().bucket() + "/" + request.key();
    try {
      call.run();
      return Check.good(name, object);
    } catch (AccessDeniedException e) {
      var check = explanation.check(name, request.arn(), e.denial());
      return Check.bad(name, object + ": " + check.detail(), check.hint());
    } catch (ProblemException e) {
      if (!(e.problem() instanceof Problem.Refused refused)) {
        throw e;
      }
      return Check.bad(name, object + ": " + refused.message(), refused.hint());
    }
  }
}
