package io.spiffeaws.render.check;

import io.spiffeaws.render.hcl.HclNode;
import io.spiffeaws.render.hcl.HclReader;
import io.spiffeaws.yaml.YamlText;
import java.util.Optional;

/// Reads the text of a SPIRE configuration file, in HCL or JSON, which may be part of another file.
final class ConfText {
  private ConfText() {}

  static boolean isJson(String text) {
    return text.stripLeading().startsWith("{");
  }

  /// Reads the text.
  ///
  /// @param file name of the file, for messages
  /// @param firstLine of the text in that file
  /// @return the content; empty if it is JSON of something else
  /// @throws io.spiffeaws.problem.ProblemException malformed
  static Optional<HclNode.Body> read(String file, String text, int firstLine) {
    if (!isJson(text)) {
      return Optional.of(HclReader.read(file, text, firstLine));
    }
    var above = "\n".repeat(firstLine - 1);
    return JsonConf.read(YamlText.document(file, CheckFile.MALFORMED, above + text));
  }
}
