package io.spiffeaws.aws;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The parsers of this package.
public final class AwsTargets {
  private static final String TAGS =
      "<ListRoleTagsResponse><ResponseMetadata/><ListRoleTagsResult><Tags><Key><Key>a</Key></Key>"
          + "<Value><Value>b</Value></Value></Tags><x:y z='>'/></ListRoleTagsResult>"
          + "</ListRoleTagsResponse>";

  private AwsTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("region", RegionName::check, "eu-west-1", "us-gov-east-1"),
        Target.text(
            "endpoint",
            text -> AwsSettings.parseEndpoint(text, false),
            "https://iam.example.org:8443/a",
            "http://[::1]:80"),
        Target.answer("AWS Query answer", Form.TEXT, AwsTargets::success, TAGS),
        Target.answer(
            "AWS Query error",
            Form.TEXT,
            bytes -> QueryAnswer.failure(new String(bytes, StandardCharsets.UTF_8)),
            "<?xml version=\"1.0\"?><Error><Code>a</Code><!-- b --></Error>"),
        Target.answer(
            "AWS JSON error",
            Form.JSON,
            AwsTargets::error,
            "{\"__type\":\"a#AccessDeniedException\",\"message\":\"b\"}"));
  }

  private static void success(byte[] body) {
    if (QueryAnswer.success("ListRoleTags", new String(body, StandardCharsets.UTF_8)).isEmpty()) {
      throw unusable();
    }
  }

  private static void error(byte[] body) {
    if (!(JsonText.parse(new String(body, StandardCharsets.UTF_8), "answer")
        instanceof Json.Obj object)) {
      throw unusable();
    }
    ServiceProblems.ofAnswer(
        "CloudTrail", "a:b", SdkJsonCalls.refusal(new JsonCall.Answer(400, object, "")));
  }

  private static ProblemException unusable() {
    return new ProblemException(ServiceProblems.unusable("IAM"));
  }
}
