package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Tags in requests and responses.
final class Tags {
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private Tags() {}

  /// Returns the tags of a request, in request order.
  static Map<String, String> read(Parameters parameters) {
    var tags = new LinkedHashMap<String, String>();
    var lower = new HashSet<String>();
    for (int i = 1; parameters.has("Tags.member." + i + ".Key"); i++) {
      var key = parameters.required("Tags.member." + i + ".Key");
      var value =
          parameters
              .get("Tags.member." + i + ".Value")
              .orElseThrow(() ->
                  AwsError.validation(
                      "1 validation error detected: Value null at 'tags.member.value' failed to"
                          + " satisfy constraint: Member must not be null"));
      check(i, key, value);
      if (!lower.add(key.toLowerCase(Locale.ROOT))) {
        throw IamErrors.invalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      tags.put(key, value);
    }
    checkCount(tags);
    return tags;
  }

  /// Returns the existing tags, overridden by those of the request.
  static Map<String, String> merge(Map<String, String> existing, Parameters parameters) {
    var merged = new LinkedHashMap<>(existing);
    merged.putAll(read(parameters));
    checkCount(merged);
    return merged;
  }

  /// Returns the existing tags without the keys in the request.
  static Map<String, String> remove(Map<String, String> existing, Parameters parameters) {
    var left = new LinkedHashMap<>(existing);
    List<String> keys = parameters.list("TagKeys");
    new Validation().members("tagKeys", keys, Quotas.TAGS).finish();
    keys.forEach(left::remove);
    return left;
  }

  static void write(Xml xml, Iterable<Map.Entry<String, String>> tags) {
    xml.list("Tags", tags, tag -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  static void writePage(Xml result, Map<String, String> tags, Parameters parameters) {
    var page = Page.of(List.copyOf(tags.entrySet()), Map.Entry::getKey, parameters);
    write(result, page.items());
    page.writeEnd(result);
  }

  private static void check(int index, String key, String value) {
    var field = "tags." + index + ".member.";
    new Validation()
        .length(field + "key", key, 1, 128)
        .pattern(field + "key", key, KEY)
        .length(field + "value", value, 0, 256)
        .pattern(field + "value", value, VALUE)
        .finish();
  }

  private static void checkCount(Map<String, String> tags) {
    if (tags.size() > Quotas.TAGS) {
      throw IamErrors.limit("The number of tags has reached the maximum limit.");
    }
  }
}
