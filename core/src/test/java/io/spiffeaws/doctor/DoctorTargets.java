package io.spiffeaws.doctor;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The parsers of this package.
public final class DoctorTargets {
  private static final String ROLE = "arn:aws:iam::123456789012:role/s3-app";
  private static final String EVENT =
      """
      {"userIdentity":{"type":"WebIdentityUser","userName":"spiffe://e.org/a",\
      "principalId":"arn:aws:iam::1:oidc-provider/o.example.org:sts.amazonaws.com:spiffe://e.org/a",\
      "identityProvider":"arn:aws:iam::1:oidc-provider/o.example.org"},\
      "eventTime":"2026-11-08T15:09:08Z","errorCode":"AccessDenied",\
      "errorMessage":"An unknown error occurred",\
      "requestParameters":{"roleArn":"arn:aws:iam::123456789012:role/s3-app"}}\
      """;

  private DoctorTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.answer(
            "CloudTrail events",
            Target.Form.JSON,
            bytes -> find(new String(bytes, StandardCharsets.UTF_8)),
            events(EVENT)),
        Target.json("CloudTrail event", text -> find(events(text)), EVENT));
  }

  private static String events(String event) {
    return JsonText.compact(
        Json.object()
            .with(
                "Events",
                Json.array(List.of(Json.object().with("CloudTrailEvent", Json.of(event))))));
  }

  private static void find(String answer) {
    if (!(JsonText.parse(answer, "answer") instanceof Json.Obj events)) {
      throw none();
    }
    if (SdkDeniedExchanges.newest(RoleArn.parse(ROLE), events).isEmpty()) {
      throw none();
    }
  }

  private static ProblemException none() {
    return ProblemException.malformed("no-event", "there is no event of the role", "");
  }
}
