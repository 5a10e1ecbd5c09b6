package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPoliciesTest {
  private static final String ARN = "arn:aws:iam::123456789012:policy/p";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ARN,
        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "arn:aws-cn:iam::aws:policy/service-role/x",
        "arn:aws:iam::tenant:policy/p"
      })
  void managedPoliciesOfTheAccountAndOfAwsAreAccepted(String arn) {
    assertThat(new SessionPolicies(Optional.empty(), List.of(arn)).policyArns())
        .containsExactly(arn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p",
        "arn:aws:iam::123456789012:role/p",
        "arn:aws:iam:::policy/p",
        ARN + " x",
        "arn:aws:iam::123456789012:policy/"
      })
  void invalidPolicyArnIsRejected(String arn) {
    assertThat(refusal("", List.of(arn)).message()).contains("is not the ARN of a managed policy");
  }

  @Test
  void atMostTenManagedPoliciesAreAccepted() {
    assertThat(new SessionPolicies(Optional.empty(), Collections.nCopies(10, ARN)).policyArns())
        .hasSize(10);
    assertThat(refusal("", Collections.nCopies(11, ARN)).message()).contains("10", "11");
  }

  @ParameterizedTest
  @CsvSource({"2048, 0, true", "2049, 0, false", "2014, 1, true", "2015, 1, false"})
  void documentAndArnsHaveOneLimit(int characters, int arns, boolean taken) {
    assertThat(ARN).hasSize(34);
    var document = "x".repeat(characters);
    var managed = Collections.nCopies(arns, ARN);
    if (taken) {
      assertThat(new SessionPolicies(Optional.of(document), managed).sessionPolicy())
          .contains(document);
    } else {
      assertThat(refusal(document, managed).message()).contains("2,049 characters");
    }
  }

  @Test
  void unsupportedCharactersAreReported() {
    assertThat(refusal("{\"Sid\":\"żółw\"}", List.of()).message()).contains("'ż'");
  }

  private static Problem refusal(String document, List<String> arns) {
    var refusal =
        catchThrowableOfType(
                ProblemException.class, () -> new SessionPolicies(Optional.of(document), arns))
            .problem();
    assertThat(refusal).isInstanceOf(Problem.Malformed.class);
    return refusal;
  }
}
