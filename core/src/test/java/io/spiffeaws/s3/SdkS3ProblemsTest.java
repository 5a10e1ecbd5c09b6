package io.spiffeaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Translates the error responses of S3 and of versitygw.
class SdkS3ProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          301 | PermanentRedirect            | eu-west-1 | The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.
          400 | AuthorizationHeaderMalformed | eu-west-1 | The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'
          400 | AuthorizationHeaderMalformed |           | The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'
          400 | AuthorizationHeaderMalformed |           | The authorization header is malformed; the region "us-east-1" is wrong; expecting "eu-west-1"
          301 | HTTP 301                     | eu-west-1 |
          400 | IllegalLocationConstraintException | eu-west-1 | The us-east-1 location constraint is incompatible for the region specific endpoint this request was sent to.
          """)
  void rightRegionIsNamed(
      int status, String code, @Nullable String header, @Nullable String message) {
    var problem = problem(answer(status, code, header, message));
    assertThat(problem.problem().message())
        .isEqualTo("the bucket reports is in region eu-west-1, not in us-east-1");
    assertThat(problem.problem().hint())
        .isEqualTo("specify --region eu-west-1, or run: export AWS_REGION=eu-west-1");
  }

  @Test
  void unknownRegionCanBeShown() {
    var problem = problem(answer(301, "PermanentRedirect", null, "x"));
    assertThat(problem.problem().hint())
        .isEqualTo("to show its region, run: aws s3api get-bucket-location --bucket reports");
  }

  @Test
  void missingBucketMayBeMisspelt() {
    assertThat(problem(answer(404, "NoSuchBucket", null, "x")).problem().hint())
        .isEqualTo(
            "correct the name, or create it (requires s3:CreateBucket) with: aws s3 mb s3://reports");
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchBucket, no-such-bucket",
    "403, RequestTimeTooSkewed, clock-skew",
    "400, KMS.DisabledException, kms-key",
    "400, AuthorizationHeaderMalformed, authorization-header-malformed",
    "503, SlowDown, throttled",
    "400, ExpiredToken, bad-aws-credentials"
  })
  void otherAnswersHaveTheirCode(int status, String code, String expected) {
    assertThat(problem(answer(status, code, null, "x")).problem().code()).isEqualTo(expected);
  }

  @Test
  void denialKeepsTheWholeMessage() {
    var tail =
        "with an explicit deny in a service control policy: arn:aws:organizations::1:policy/p";
    var denied =
        SdkS3Problems.of(
            "s3:PutObject",
            "reports",
            "us-east-1",
            answer(403, "AccessDenied", null, "x".repeat(400) + " " + tail));
    assertThat(denied)
        .isInstanceOfSatisfying(
            AccessDeniedException.class,
            e -> assertThat(e.denial().policy()).contains("arn:aws:organizations::1:policy/p"));
  }

  private static ProblemException problem(AwsServiceException answer) {
    return (ProblemException) SdkS3Problems.of("s3:PutObject", "reports", "us-east-1", answer);
  }

  private static AwsServiceException answer(
      int status, String code, @Nullable String region, @Nullable String message) {
    var response = SdkHttpResponse.builder().statusCode(status);
    if (region != null) {
      response.putHeader("x-amz-bucket-region", region);
    }
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code.startsWith("HTTP") ? null : code)
                .errorMessage(message)
                .sdkHttpResponse(response.build())
                .build())
        .build();
  }
}
