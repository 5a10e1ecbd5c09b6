package io.spiffeaws.doctor;

import io.spiffeaws.aws.SdkJsonCalls;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [DeniedExchanges] from CloudTrail (CloudTrail API, LookupEvents). The service sorts events from
/// the newest to the oldest, and accepts two calls in a second.
public final class SdkDeniedExchanges implements DeniedExchanges {
  /// The service as its calls need it.
  public static final SdkJsonCalls.Service SERVICE =
      new SdkJsonCalls.Service(
          "CloudTrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101");

  /// The most pages of 50 events: workloads of other roles may exchange tokens all the time.
  private static final int MAX_PAGES = 4;

  private final SdkJsonCalls cloudTrail;

  public SdkDeniedExchanges(SdkJsonCalls cloudTrail) {
    this.cloudTrail = cloudTrail;
  }

  @Override
  public String region() {
    return cloudTrail.region();
  }

  @Override
  public Optional<DeniedExchange> newest(RoleArn role, Instant since) {
    var request =
        Json.object()
            .with(
                "LookupAttributes",
                Json.array(
                    List.of(
                        Json.object()
                            .with("AttributeKey", Json.of("EventName"))
                            .with("AttributeValue", Json.of("AssumeRoleWithWebIdentity")))))
            .with("StartTime", Json.of(since.getEpochSecond()));
    for (var page = 0; page < MAX_PAGES; page++) {
      var answer = cloudTrail.call("LookupEvents", request);
      var found = newest(role, answer);
      var next = answer.text("NextToken");
      if (found.isPresent() || next.isEmpty()) {
        return found;
      }
      request = request.with("NextToken", Json.of(next.get()));
    }
    return Optional.empty();
  }

  /// Returns the first denied exchange for the role in an answer, whose order is from the newest.
  static Optional<DeniedExchange> newest(RoleArn role, Json.Obj answer) {
    return answer.get("Events").orElse(null) instanceof Json.Arr(var events)
        ? events.stream()
            .flatMap(event -> event(event).stream())
            .flatMap(event -> DeniedExchange.of(event, role.toString()).stream())
            .findFirst()
        : Optional.empty();
  }

  /// The event itself, which is a JSON text within the answer.
  private static Optional<Json.Obj> event(Json item) {
    try {
      return item instanceof Json.Obj found
              && JsonText.parse(found.text("CloudTrailEvent").orElse(""), "event")
                  instanceof Json.Obj event
          ? Optional.of(event)
          : Optional.empty();
    } catch (ProblemException notJson) {
      return Optional.empty();
    }
  }
}
