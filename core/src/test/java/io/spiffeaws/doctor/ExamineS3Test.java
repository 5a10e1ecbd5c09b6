package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.AccessDeniedException;
import io.spiffeaws.s3.FakeAccessPolicies;
import io.spiffeaws.s3.FakeObjectStore;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExamineS3Test {
  private final FakeObjectStore store = new FakeObjectStore();

  @Test
  void eachCallIsACheck() {
    assertThat(run()).extracting(Check::name).containsExactly("s3_write", "s3_read", "s3_delete");
    assertThat(run()).allMatch(Check::ok);
  }

  @Test
  void deniedCallHasItsFix() {
    store.failing(
        "write",
        new AccessDeniedException(
            "s3:PutObject",
            "User: x is not authorized to perform: s3:PutObject because no identity-based policy"
                + " allows the s3:PutObject action"));
    assertThat(run())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.name()).isEqualTo("s3_write");
          assertThat(check.hint())
              .startsWith(
                  "ask an operator with IAM permissions to allow s3:PutObject with: aws iam"
                      + " put-role-policy --role-name app --policy-name"
                      + " s3-reports=2026-read-write --policy-document '{\"Version\"");
        });
  }

  @Test
  void failureOfTheBucketIsACheckAndNotThrown() {
    store.failing("write", ProblemException.missing("no-such-bucket", "bucket not found", "mb"));
    assertThat(run()).containsExactly(Check.bad("s3", "bucket not found", "mb"));
  }

  @Test
  void serviceThatFailsIsACheckAndNotThrown() {
    store.failing("read", ProblemException.unreachable("timed-out", "no answer", "retry"));
    assertThat(run()).containsExactly(Check.bad("s3", "no answer", "retry"));
    assertThat(store.objects()).isEmpty();
  }

  private List<Check> run() {
    var report = new DoctorReport(_ -> {});
    new ExamineS3(_ -> store, FakeAccessPolicies.NONE, () -> "object")
        .run(
            S3Location.parse("s3://reports/2026"),
            new ObtainCredentials.Request(
                RoleArn.named("app", "123456789012", "aws"),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1),
                SessionPolicies.NONE),
            Optional.of(
                new TokenForge("k")
                    .signed(
                        "{\"sub\":\"spiffe://example.org/a\",\"iss\":\"https://oidc.example.org\"}")),
            new SessionCredentials(
                "AKIA",
                Secret.of("s"),
                Secret.of("t"),
                Instant.EPOCH,
                "arn:aws:sts::123456789012:assumed-role/app/name",
                "123456789012"),
            report);
    return report.checks();
  }
}
