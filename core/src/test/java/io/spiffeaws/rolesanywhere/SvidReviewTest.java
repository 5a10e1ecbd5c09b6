package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvidReviewTest {
  private static final SvidReview REVIEW = new SvidReview(InstantSource.fixed(Vector.NOW));

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "P-384"})
  void goodSvidHasNoProblem(String name) {
    assertThat(REVIEW.problem(Vector.of(name).svid(directory))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "svid-expired",
        "svid-not-yet-valid",
        "svid-is-ca",
        "svid-is-ca-of-leaves",
        "svid-key-usage",
        "svid-empty-subject",
        "svid-weak-signature",
        "svid-chain-incomplete"
      })
  void eachFaultIsFound(String fault) {
    var svid = Vector.svid(directory, Vector.faulty(fault), Vector.of("EC").text("key"));
    assertThat(REVIEW.problem(svid)).map(Problem::code).contains(fault.replace("-of-leaves", ""));
  }
}
