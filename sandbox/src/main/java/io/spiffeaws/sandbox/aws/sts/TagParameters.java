package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.identity.SessionTags;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// Reads the session tags of AssumeRole.
final class TagParameters {
  private static final int MOST = 50;

  private TagParameters() {}

  /// Reads the tags.
  ///
  /// @param validation errors are added to it; it is not finished
  static SessionTags read(Parameters parameters, Validation validation) {
    var tags = new HashMap<String, String>();
    for (int i = 1; parameters.has(key(i)); i++) {
      var key = parameters.required(key(i));
      var value = parameters.required("Tags.member." + i + ".Value");
      validation
          .length("tags." + i + ".member.key", key, 1, 128)
          .length("tags." + i + ".member.value", value, 0, 256);
      tags.put(key, value);
    }
    var transitive = parameters.list("TransitiveTagKeys");
    validation
        .members("tags", List.copyOf(tags.keySet()), MOST)
        .members("transitiveTagKeys", transitive, MOST);
    return new SessionTags(tags, Set.copyOf(transitive));
  }

  private static String key(int index) {
    return "Tags.member." + index + ".Key";
  }
}
