package io.spiffeaws.render.check;

import io.spiffeaws.render.hcl.HclNode;
import io.spiffeaws.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/// Reads a configuration file in JSON, which HCL 1 accepts instead of its own syntax. Blocks are
/// objects; the labels of a block are nested objects.
final class JsonConf {
  private JsonConf() {}

  /// Reads the file.
  ///
  /// @param document JSON, which is also YAML
  /// @return the content; empty if it is not an object, or is a Kubernetes object
  static Optional<HclNode.Body> read(YamlNode document) {
    return document instanceof YamlNode.Mapping object
            && object.get("apiVersion").isEmpty()
            && node(object) instanceof HclNode.Body body
        ? Optional.of(body)
        : Optional.empty();
  }

  private static HclNode node(YamlNode node) {
    var line = node.at().line();
    return switch (node) {
      case YamlNode.Scalar(_, var text, _) -> new HclNode.Text(line, text);
      case YamlNode.Sequence(_, var items) ->
          new HclNode.Items(line, items.stream().map(JsonConf::node).toList());
      case YamlNode.Mapping(_, var members) ->
          new HclNode.Body(
              line,
              members.stream()
                  .map(member ->
                      new HclNode.Member(
                          member.name().at().line(),
                          List.of(member.name().text()),
                          node(member.value())))
                  .toList());
    };
  }
}
