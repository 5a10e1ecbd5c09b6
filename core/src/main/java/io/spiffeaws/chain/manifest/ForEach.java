package io.spiffeaws.chain.manifest;

import io.spiffeaws.yaml.YamlNode;
import io.spiffeaws.yaml.YamlNode.Mapping;
import io.spiffeaws.yaml.YamlNode.Scalar;
import io.spiffeaws.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the values that a workload is repeated for: a list, or the rows of a CSV file.
final class ForEach {
  /// The name of the value in a list without names, as in `${value}`.
  private static final String VALUE = "value";

  static final String FORM = "a list, or {csv: FILE}";

  private ForEach() {}

  /// Whether the values come from a file.
  static boolean fromFile(YamlNode node) {
    return node instanceof Mapping;
  }

  static List<CsvTable.Row> read(YamlNode node, ManifestFiles files) {
    return switch (node) {
      case Sequence(_, var items) ->
          items.stream().map(item -> new CsvTable.Row(item.at(), values(item))).toList();
      case Mapping table -> rows(new MappingReader(table, FORM, List.of("csv")), files);
      case Scalar scalar -> throw scalar.expected(FORM);
    };
  }

  private static Map<String, String> values(YamlNode item) {
    if (item instanceof Scalar) {
      return Map.of(VALUE, MappingReader.scalar(item, "a value").text());
    }
    if (!(item instanceof Mapping(_, var members))) {
      throw item.expected("one value, or values by name such as {ns: prod, app: a}");
    }
    var values = new LinkedHashMap<String, String>();
    for (var member : members) {
      Template.checkName(member.name().at(), member.name().text());
      values.put(member.name().text(), MappingReader.scalar(member.value(), "a value").text());
    }
    return values;
  }

  private static List<CsvTable.Row> rows(MappingReader members, ManifestFiles files) {
    return MappingReader.file(
        members.required("csv", FORM),
        "the path of a CSV file",
        path -> CsvTable.parse(path, files.read(path)));
  }
}
