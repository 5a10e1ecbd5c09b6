package io.spiffeaws.chain.manifest;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.yaml.YamlNode;
import io.spiffeaws.yaml.YamlNode.Mapping;
import io.spiffeaws.yaml.YamlNode.Scalar;
import io.spiffeaws.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Reads an inline policy: the path of its file, or the document itself, written as YAML.
final class PolicyDocument {
  /// JSON's numbers (RFC 8259, section 6); any other plain scalar is text.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private PolicyDocument() {}

  /// Reads the policy.
  ///
  /// @return the document as JSON on one line
  static String read(YamlNode node, ManifestFiles files) {
    var document =
        node instanceof Scalar
            ? MappingReader.file(
                node,
                "a policy: its file or its document",
                path -> JsonText.parse(files.read(path), path))
            : json(node);
    if (!(document instanceof Json.Obj policy)
        || policy.get("Statement").filter(PolicyDocument::notEmpty).isEmpty()) {
      throw node.at().expected("a policy with a Statement", "none");
    }
    return JsonText.compact(policy);
  }

  /// Whether there is any statement. IAM rejects a policy without statements.
  private static boolean notEmpty(Json statement) {
    return !(statement instanceof Json.Arr(var items) && items.isEmpty());
  }

  private static Json json(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> json(scalar);
      case Sequence(_, var items) -> Json.array(items.stream().map(PolicyDocument::json).toList());
      case Mapping(_, var members) -> {
        var object = new LinkedHashMap<String, Json>();
        members.forEach(member -> object.put(member.name().text(), json(member.value())));
        yield new Json.Obj(object);
      }
    };
  }

  /// Converts a scalar by the core schema of YAML 1.2.2 (section 10.3).
  private static Json json(Scalar scalar) {
    if (scalar.form() != YamlNode.Form.PLAIN) {
      return Json.of(scalar.text());
    }
    if (scalar.nothing()) {
      return new Json.Null();
    }
    return switch (scalar.text()) {
      case "true" -> Json.of(true);
      case "false" -> Json.of(false);
      case String text when NUMBER.matcher(text).matches() -> new Json.Num(text);
      case String text -> Json.of(text);
    };
  }
}
