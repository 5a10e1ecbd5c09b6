package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list, as requested by `Marker` and `MaxItems`.
///
/// @param next marker of the next page; empty if this is the last
record Page<T>(List<T> items, Optional<String> next) {
  private static final int USUAL = 100;

  /// Returns the requested page.
  ///
  /// @param key sort key of the items; a marker stores it
  static <T> Page<T> of(List<T> all, Function<T, String> key, Parameters parameters) {
    int most = parameters.get("MaxItems").map(Page::number).orElse(USUAL);
    new Validation().range("maxItems", most, 1, 1000).finish();
    var after = parameters.get("Marker").map(Page::decode).orElse("");
    var rest =
        all.stream()
            .filter(item -> key.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(key))
            .toList();
    if (rest.size() <= most) {
      return new Page<>(rest, Optional.empty());
    }
    var items = rest.subList(0, most);
    return new Page<>(items, Optional.of(encode(key.apply(items.getLast()))));
  }

  void writeEnd(Xml result) {
    result.text("IsTruncated", Boolean.toString(next.isPresent()));
    next.ifPresent(marker -> result.text("Marker", marker));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new AwsError(400, "MalformedInput", "Invalid argument");
    }
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsError.validation("Invalid Marker");
    }
  }
}
