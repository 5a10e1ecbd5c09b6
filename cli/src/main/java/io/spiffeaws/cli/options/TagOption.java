package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// The option `--tag K=V`, repeatable.
public final class TagOption {
  @Option(names = "--tag", paramLabel = "K=V", description = "Tag to set")
  private List<String> tags = List.of();

  /// @throws ProblemException malformed
  public Map<String, String> tags() {
    var named = new LinkedHashMap<String, String>();
    for (var tag : tags) {
      InvisibleCharacters.check(tag, "the tag (--tag)");
      var equals = tag.indexOf('=');
      if (equals < 1) {
        throw ProblemException.malformed(
            "malformed-tag", "\"" + tag + "\" is not a tag", "use KEY=VALUE");
      }
      named.put(tag.substring(0, equals), tag.substring(equals + 1));
    }
    return named;
  }
}
