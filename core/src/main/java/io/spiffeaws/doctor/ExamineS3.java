package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.AccessPolicies;
import io.spiffeaws.s3.CheckObjectStore;
import io.spiffeaws.s3.ObjectStore;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.sts.ObtainCredentials;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Checks whether the session may write, read and delete an object in a bucket. A failure of the
/// bucket as a whole, such as a missing bucket, is reported as the check `s3`.
public final class ExamineS3 {
  private static final String NAME = "s3";

  private final Function<SessionCredentials, ObjectStore> stores;
  private final AccessPolicies policies;
  private final Supplier<String> objectNames;

  /// Creates the check.
  ///
  /// @param stores opens S3 with a session
  /// @param policies read only if S3 denies a call, to explain it
  /// @param objectNames returns the unique name of a new object
  public ExamineS3(
      Function<SessionCredentials, ObjectStore> stores,
      AccessPolicies policies,
      Supplier<String> objectNames) {
    this.stores = stores;
    this.policies = policies;
    this.objectNames = objectNames;
  }

  /// Runs the check.
  ///
  /// @param token that the session was obtained with; empty for a certificate
  void run(
      S3Location location,
      ObtainCredentials.Request requested,
      Optional<JwtToken> token,
      SessionCredentials session,
      DoctorReport report) {
    try (var store = stores.apply(session)) {
      new CheckObjectStore(store, policies)
          .run(
              new CheckObjectStore.Request(
                  location, requested, session.assumedRoleArn(), token, objectNames.get()))
          .forEach(check -> report.add(check.named(NAME + "_" + check.name())));
    } catch (ProblemException e) {
      report.add(Check.bad(NAME, e.problem().message(), e.problem().hint()));
    }
  }

  /// Adds the skipped check.
  static void skip(String why, DoctorReport report) {
    report.skip(why, NAME);
  }
}
