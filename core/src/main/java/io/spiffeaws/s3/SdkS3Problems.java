package io.spiffeaws.s3;

import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Translates the error responses of S3 (Amazon S3 API Reference, "Error responses").
final class SdkS3Problems {
  private static final Set<String> OTHER_REGION =
      Set.of("PermanentRedirect", "IllegalLocationConstraintException");
  private static final Pattern EXPECTED = Pattern.compile("expecting ['\"]([\\w-]+)['\"]");

  private SdkS3Problems() {}

  /// Translates a response.
  ///
  /// @param action the IAM action of the call
  /// @param region the region that the request was signed for
  /// @return [AccessDeniedException] or [ProblemException]
  static RuntimeException of(
      String action, String bucket, String region, AwsServiceException answer) {
    var code = SdkProblems.code(answer);
    if (code.equals("NoSuchBucket")) {
      return ProblemException.missing(
          "no-such-bucket",
          "bucket \"" + bucket + "\" not found",
          "correct the name, or create it (requires s3:CreateBucket) with: aws s3 mb s3://"
              + bucket);
    }
    if (isOtherRegion(code, answer)) {
      return otherRegion(bucket, region, answer);
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return ProblemException.refused(
          "clock-skew",
          "S3 rejected the time of the request: this machine's clock differs from S3's%s by more"
                  .formatted(header(answer, "Date").map(date -> " (" + date + ")").orElse(""))
              + " than 15m",
          "to synchronize the clock, run: timedatectl set-ntp true");
    }
    if (code.startsWith("KMS.")) {
      return ProblemException.refused(
          "kms-key",
          "S3 cannot use the KMS key of bucket %s: %s".formatted(bucket, SdkProblems.words(answer)),
          TypedCommand.of(
              "to show which key it is, run: aws s3api get-bucket-encryption --bucket %s", bucket));
    }
    return answer.statusCode() == 403 && code.equals("AccessDenied")
        ? new AccessDeniedException(action, message(answer))
        : SdkProblems.translate("S3", action, answer);
  }

  private static boolean isOtherRegion(String code, AwsServiceException answer) {
    return answer.statusCode() == 301
        || OTHER_REGION.contains(code)
        || (code.equals("AuthorizationHeaderMalformed") && expected(answer).isPresent());
  }

  private static ProblemException otherRegion(
      String bucket, String region, AwsServiceException answer) {
    var actual = header(answer, "x-amz-bucket-region").or(() -> expected(answer));
    return ProblemException.refused(
        "other-region",
        "the bucket %s is in %s, not in %s"
            .formatted(bucket, actual.map("region "::concat).orElse("another region"), region),
        actual
            .map(found ->
                TypedCommand.of("specify --region %s, or run: export AWS_REGION=%s", found, found))
            .orElseGet(() ->
                TypedCommand.of(
                    "to show its region, run: aws s3api get-bucket-location --bucket %s", bucket)));
  }

  private static Optional<String> expected(AwsServiceException answer) {
    var found = EXPECTED.matcher(message(answer));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /// The complete message, which may name several ARNs.
  private static String message(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null ? "" : Objects.requireNonNullElse(details.errorMessage(), "");
  }

  private static Optional<String> header(AwsServiceException answer, String name) {
    var details = answer.awsErrorDetails();
    return details == null || details.sdkHttpResponse() == null
        ? Optional.empty()
        : details.sdkHttpResponse().firstMatchingHeader(name);
  }
}
