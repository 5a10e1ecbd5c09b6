package io.spiffeaws.sandbox.aws.cloudtrail;

import io.spiffeaws.json.Json;
import java.time.Instant;

/// An event of the history.
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
///
/// @param user the name of the caller
/// @param resource the ARN of the role
/// @param record the event itself
public record RecordedEvent(
    String id, Instant time, String name, String user, String resource, Json.Obj record) {
  static final String SOURCE = "sts.amazonaws.com";

  /// Returns the value of a lookup attribute, or an empty text if the event does not have it.
  String attribute(String key) {
    return switch (key) {
      case "EventId" -> id;
      case "EventName" -> name;
      case "EventSource" -> SOURCE;
      case "ReadOnly" -> "true";
      case "ResourceName" -> resource;
      case "ResourceType" -> "AWS::IAM::Role";
      case "Username" -> user;
      default -> "";
    };
  }
}
