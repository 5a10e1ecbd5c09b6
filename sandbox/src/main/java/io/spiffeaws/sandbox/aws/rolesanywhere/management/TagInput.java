package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Tags in requests.
final class TagInput {
  private static final Pattern FORM = Pattern.compile("[ a-zA-Z0-9_.:/=+@-]*");
  private static final int MOST = 200;

  private TagInput() {}

  /// Returns the tags, in request order.
  ///
  /// @throws AwsError ValidationException, TooManyTagsException
  static Map<String, String> read(JsonInput input) {
    var tags = new LinkedHashMap<String, String>();
    for (var tag : input.objects("tags").orElse(List.of())) {
      var key = tag.required("key");
      var value = tag.required("value");
      new Validation()
          .length("tags.key", key, 1, 128)
          .pattern("tags.key", key, FORM)
          .length("tags.value", value, 0, 256)
          .pattern("tags.value", value, FORM)
          .finish();
      tags.put(key, value);
    }
    checkCount(tags);
    return tags;
  }

  /// Checks the number of tags of a resource.
  ///
  /// @throws AwsError TooManyTagsException
  static void checkCount(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw new AwsError(400, "TooManyTagsException", "Too many tags");
    }
  }
}
