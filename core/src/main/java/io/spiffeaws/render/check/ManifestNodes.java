package io.spiffeaws.render.check;

import io.spiffeaws.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/// The members of a YAML document with their paths, in the order of the file.
final class ManifestNodes {
  private ManifestNodes() {}

  static List<ConfigNode> of(YamlNode document) {
    var nodes = new ArrayList<ConfigNode>();
    gather(List.of(), document, nodes);
    return List.copyOf(nodes);
  }

  private static void gather(List<String> path, YamlNode node, List<ConfigNode> nodes) {
    switch (node) {
      case YamlNode.Mapping(_, var members) ->
          members.forEach(member -> {
            var names = with(path, member.name().text());
            var text = member.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            nodes.add(new ConfigNode(names, member.name().at().line(), text));
            gather(names, member.value(), nodes);
          });
      case YamlNode.Sequence(_, var items) ->
          items.forEach(item -> gather(with(path, "[]"), item, nodes));
      case YamlNode.Scalar _ -> {}
    }
  }

  private static List<String> with(List<String> path, String name) {
    var names = new ArrayList<>(path);
    names.add(name);
    return names;
  }
}
