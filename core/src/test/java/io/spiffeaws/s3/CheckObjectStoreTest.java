package io.spiffeaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckObjectStoreTest {
  private final Map<String, byte[]> objects = new HashMap<>();
  private final Map<String, Problem> failures = new HashMap<>();

  @Test
  void runsAllChecksAndDeletesObject() {
    assertThat(run()).extracting(Check::name).containsExactly("write", "read", "delete");
    assertThat(run()).allMatch(Check::ok);
    assertThat(objects).isEmpty();
  }

  @Test
  void reportsDeniedReadAndDeletesObject() {
    failures.put("read", new Problem.Refused("access-denied", "AWS denied s3:GetObject", ""));
    assertThat(run()).extracting(Check::ok).containsExactly(true, false, true);
    assertThat(run().get(1).hint()).contains("s3:GetObject", "--s3 bucket/a/b:read-write");
    assertThat(objects).isEmpty();
  }

  @Test
  void stopsAfterDeniedWrite() {
    failures.put("write", new Problem.Refused("access-denied", "AWS denied s3:PutObject", ""));
    assertThat(run()).singleElement().extracting(Check::ok).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "read"})
  void deletesObjectIfServiceFails(String call) {
    failures.put(call, new Problem.Unreachable("timed-out", "no answer", ""));
    assertThatThrownBy(this::run).hasMessage("no answer");
    assertThat(objects).isEmpty();
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

  private List<Check> run() {
    return new CheckObjectStore(new Store())
        .run(
            new CheckObjectStore.Request(
                S3Location.parse("s3://bucket/a/b"),
                new ObtainCredentials.Request(
                    RoleArn.named("app", "123456789012", "aws"),
                    List.of(),
                    Optional.empty(),
                    Duration.ofHours(1),
                    SessionPolicies.NONE),
                new TokenForge("k").signed("{\"sub\":\"spiffe://example.org/a\"}"),
                "name"));
  }

  private final class Store implements ObjectStore {
    @Override
    public void write(String bucket, String key, byte[] content) {
      assertThat(key).isEqualTo("a/b/name");
      if (!(failures.get("write") instanceof Problem.Refused)) {
        objects.put(bucket + "/" + key, content);
      }
      fail("write");
    }

    @Override
    public byte[] read(String bucket, String key) {
      fail("read");
      return Objects.requireNonNull(objects.get(bucket + "/" + key));
    }

    @Override
    public void delete(String bucket, String key) {
      fail("delete");
      objects.remove(bucket + "/" + key);
    }

    @Override
    public void close() {}

    private void fail(String call) {
      var problem = failures.get(call);
      if (problem != null) {
        throw new ProblemException(problem);
      }
    }
  }
}
