package io.spiffeaws.sandbox.aws.cloudtrail;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A request for events.
/// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
///
/// @param key the attribute to compare; empty for all events
/// @param from the number of events to skip, from the token of the previous page
record EventLookup(String key, String value, long start, long end, int most, int from) {
  private static final int MOST = 50;
  private static final Set<String> KEYS =
      Set.of(
          "AccessKeyId",
          "EventId",
          "EventName",
          "EventSource",
          "ReadOnly",
          "ResourceName",
          "ResourceType",
          "Username");

  /// Reads a request.
  ///
  /// @throws AwsError if a member is invalid
  static EventLookup read(Json.Obj input) {
    var attribute = attribute(input);
    var key = attribute.text("AttributeKey").orElse("");
    if (!attribute.members().isEmpty() && !KEYS.contains(key)) {
      throw new AwsError(400, "InvalidLookupAttributesException", "Invalid lookup attribute.");
    }
    var most = number(input, "MaxResults").orElse((double) MOST);
    if (most < 1 || most > MOST) {
      throw new AwsError(400, "InvalidMaxResultsException", "MaxResults must be between 1 and 50.");
    }
    return new EventLookup(
        key,
        attribute.text("AttributeValue").orElse(""),
        number(input, "StartTime").map(Double::longValue).orElse(Long.MIN_VALUE),
        number(input, "EndTime").map(Double::longValue).orElse(Long.MAX_VALUE),
        most.intValue(),
        input.text("NextToken").map(EventLookup::offset).orElse(0));
  }

  private static Json.Obj attribute(Json.Obj input) {
    if (!(input.get("LookupAttributes").orElse(null) instanceof Json.Arr(var items))
        || items.isEmpty()) {
      return Json.object();
    }
    if (items.size() == 1 && items.getFirst() instanceof Json.Obj attribute) {
      return attribute;
    }
    throw new AwsError(
        400, "InvalidLookupAttributesException", "Only one lookup attribute is supported.");
  }

  private static Optional<Double> number(Json.Obj input, String member) {
    return input.get(member).orElse(null) instanceof Json.Num(var digits)
        ? Optional.of(Double.valueOf(digits))
        : Optional.empty();
  }

  private static int offset(String token) {
    if (!token.matches("\\d{1,6}")) {
      throw new AwsError(400, "InvalidNextTokenException", "Invalid NextToken.");
    }
    return Integer.parseInt(token);
  }

  /// Returns the response.
  Json.Obj run(List<RecordedEvent> events) {
    var matching = events.stream().filter(this::matches).skip(from).toList();
    var page = matching.stream().limit(most).map(EventLookup::shown).toList();
    var result = Json.object().with("Events", Json.array(page));
    return matching.size() > most
        ? result.with("NextToken", Json.of(Integer.toString(from + most)))
        : result;
  }

  private boolean matches(RecordedEvent event) {
    var time = event.time().getEpochSecond();
    return time >= start && time <= end && (key.isEmpty() || event.attribute(key).equals(value));
  }

  private static Json.Obj shown(RecordedEvent event) {
    var resource =
        Json.object()
            .with("ResourceType", Json.of(event.attribute("ResourceType")))
            .with("ResourceName", Json.of(event.resource()));
    return Json.object()
        .with("EventId", Json.of(event.id()))
        .with("EventName", Json.of(event.name()))
        .with("ReadOnly", Json.of("true"))
        .with("EventTime", Json.of(event.time().getEpochSecond()))
        .with("EventSource", Json.of(RecordedEvent.SOURCE))
        .with("Username", Json.of(event.user()))
        .with("Resources", Json.array(List.of(resource)))
        .with("CloudTrailEvent", Json.of(JsonText.compact(event.record())));
  }
}
