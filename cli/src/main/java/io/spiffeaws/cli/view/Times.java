package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Points in time as RFC 3339 in UTC, and how far away they are.
public final class Times {
  private Times() {}

  public static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// Returns `null` if the time is empty.
  public static Json json(Optional<Instant> time) {
    return time.<Json>map(at -> Json.of(text(at))).orElseGet(Json.Null::new);
  }

  /// `in 4m59s`, `10m ago`.
  public static String fromNow(Instant time, Instant now) {
    var distance = Duration.between(now, time);
    return distance.isNegative()
        ? DurationText.print(distance.negated()) + " ago"
        : "in " + DurationText.print(distance);
  }
}
