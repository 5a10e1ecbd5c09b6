package io.spiffeaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckObjectStoreTest {
  private static final String IMPLICIT =
      "User: arn:aws:sts::123456789012:assumed-role/app/name is not authorized to perform:"
          + " s3:GetObject on resource: \"arn:aws:s3:::bucket/a/b/name\" because no identity-based"
          + " policy allows the s3:GetObject action";

  private final FakeObjectStore store = new FakeObjectStore();
  private final FakeAccessPolicies policies = new FakeAccessPolicies();

  @Test
  void runsAllChecksAndDeletesObject() {
    assertThat(run()).extracting(Check::name).containsExactly("write", "read", "delete");
    assertThat(run()).allMatch(Check::ok);
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void reportsDeniedReadAndDeletesObject() {
    store.failing("read", new AccessDeniedException("s3:GetObject", IMPLICIT));
    assertThat(run()).extracting(Check::ok).containsExactly(true, false, true);
    assertThat(run().get(1).hint())
        .contains("s3:GetObject", "aws iam put-role-policy", "arn:aws:s3:::bucket/a/b/*");
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void stopsAfterDeniedWrite() {
    store.failing("write", new AccessDeniedException("s3:PutObject", ""));
    assertThat(run()).singleElement().extracting(Check::ok).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "read"})
  void deletesObjectIfServiceFails(String call) {
    store.failing(call, ProblemException.unreachable("timed-out", "no answer", ""));
    assertThatThrownBy(this::run).hasMessage("no answer");
    assertThat(store.objects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket, bucket, ''",
    "s3://bucket/, bucket, ''",
    "s3://bucket/a/b, bucket, a/b",
    "s3://bucket/a/b/, bucket, a/b"
  })
  void parsesBucketAndPrefix(String text, String bucket, String prefix) {
    assertThat(S3Location.parse(text)).isEqualTo(new S3Location(bucket, prefix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bucket", "s3://", "s3:///a", "https://bucket", "s3://a b/c"})
  void rejectsTextWithoutBucket(String text) {
    assertThatThrownBy(() -> S3Location.parse(text)).isInstanceOf(ProblemException.class);
  }

  @Test
  void misspeltBucketIsCorrected() {
    policies.buckets("bucket1", "other");
    store.failing("write", ProblemException.missing("no-such-bucket", "bucket not found", "mb"));
    assertThatThrownBy(this::run)
        .hasMessage("bucket not found; did you mean \"bucket1\"?")
        .extracting(e -> ((ProblemException) e).problem().hint())
        .isEqualTo("specify it: s3://bucket1/a/b");
  }

  @Test
  void missingBucketStaysIfNoneIsNear() {
    policies.buckets("elsewhere");
    store.failing("write", ProblemException.missing("no-such-bucket", "bucket not found", "mb"));
    assertThatThrownBy(this::run).hasMessage("bucket not found");
  }

  private List<Check> run() {
    return new CheckObjectStore(store, policies)
        .run(
            new CheckObjectStore.Request(
                S3Location.parse("s3://bucket/a/b"),
                new ObtainCredentials.Request(
                    RoleArn.named("app", "123456789012", "aws"),
                    List.of(),
                    Optional.empty(),
                    Duration.ofHours(1),
                    SessionPolicies.NONE),
                "arn:aws:sts::123456789012:assumed-role/app/name",
                Optional.of(
                    new TokenForge("k")
                        .signed(
                            "{\"sub\":\"spiffe://example.org/a\",\"iss\":\"https://oidc.example.org\"}")),
                "name"));
  }
}
