package io.spiffeaws.s3;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.SessionPolicies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes a small object, reads it back and deletes it, and reports which of the three calls was
/// denied. The object is deleted even if reading fails, unless the deletion itself is denied.
public final class CheckObjectStore {
  private static final byte[] CONTENT =
      "written by spiffe-aws s3 check\n".getBytes(StandardCharsets.US_ASCII);

  private final ObjectStore store;

  public CheckObjectStore(ObjectStore store) {
    this.store = store;
  }

  /// The parameters of the check.
  ///
  /// @param location where the object is written
  /// @param session the request for the session that is used, for the hint
  /// @param token the token that was exchanged for the session, for the hint
  /// @param name the unique name of the object
  public record Request(
      S3Location location, ObtainCredentials.Request session, JwtToken token, String name) {}

  /// Runs the check.
  ///
  /// @return a result for each call that was made
  /// @throws ProblemException missing, if the bucket does not exist; unreachable, if S3 does not
  ///   answer or fails
  public List<Check> run(Request request) {
    var location = request.location();
    var key = location.key(request.name());
    var checks = new ArrayList<Check>();
    if (!written(request, key, checks)) {
      return checks;
    }
    try {
      checks.add(
          tried(
              "read",
              "s3:GetObject",
              request,
              key,
              () -> {
                if (!Arrays.equals(store.read(location.bucket(), key), CONTENT)) {
                  throw ProblemException.refused(
                      "other-content",
                      "the content read is not the content written",
                      "check whether the endpoint (AWS_ENDPOINT_URL_S3) or a proxy changes"
                          + " objects");
                }
              }));
    } finally {
      checks.add(
          tried(
              "delete",
              "s3:DeleteObject",
              request,
              key,
              () -> store.delete(location.bucket(), key)));
    }
    return checks;
  }

  private boolean written(Request request, String key, List<Check> checks) {
    var bucket = request.location().bucket();
    try {
      var check =
          tried("write", "s3:PutObject", request, key, () -> store.write(bucket, key, CONTENT));
      checks.add(
          check.ok()
              ? check
              : Check.bad(
                  check.name(),
                  check.detail() + "; read and delete were not checked",
                  check.hint()));
      return check.ok();
    } catch (ProblemException e) {
      deleteQuietly(bucket, key); // the object may be stored even if the answer was lost
      throw e;
    }
  }

  private void deleteQuietly(String bucket, String key) {
    try {
      store.delete(bucket, key);
    } catch (ProblemException e) {
      // the first failure is reported
    }
  }

  private static Check tried(
      String name, String action, Request request, String key, Runnable call) {
    var object = "s3://" + request.location().bucket() + "/" + key;
    try {
      call.run();
      return Check.good(name, object);
    } catch (ProblemException e) {
      if (!(e.problem() instanceof Problem.Refused refused)) {
        throw e;
      }
      return Check.bad(
          name,
          object + ": " + refused.message(),
          refused.hint().isEmpty() ? advice(action, request) : refused.hint());
    }
  }

  private static String advice(String action, Request request) {
    var session = request.session();
    if (!session.policies().equals(SessionPolicies.NONE)) {
      return "allow "
          + action
          + " also in --session-policy or --policy-arn, which restrict the session, or omit them";
    }
    if (!session.chain().isEmpty()) {
      return "allow %s in a policy of the role %s".formatted(action, session.target());
    }
    return "to allow "
        + action
        + TypedCommand.of(
            ", run: spiffe-aws trust role create %s --issuer %s --sub %s --s3 %s",
            session.role().name(),
            request.token().issuer().orElse("URL"),
            request.token().subject().orElse("ID"),
            request.location().toString().substring("s3://".length()) + ":read-write");
  }
}
