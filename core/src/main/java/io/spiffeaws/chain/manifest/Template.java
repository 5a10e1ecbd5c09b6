package io.spiffeaws.chain.manifest;

import io.spiffeaws.yaml.Position;
import io.spiffeaws.yaml.YamlNode;
import io.spiffeaws.yaml.YamlNode.Mapping;
import io.spiffeaws.yaml.YamlNode.Member;
import io.spiffeaws.yaml.YamlNode.Scalar;
import io.spiffeaws.yaml.YamlNode.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Replaces `${name}` by values in everything below a workload; defaults allow none. `$${` results
/// in `${`. Braces that contain no valid name, such as IAM's own `${aws:username}`, are not
/// changed.
final class Template {
  static final String ONE_OF = "one of ${";
  static final String NAME_FORM = "a name of letters, digits and _, such as ns";

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern PLACE = Pattern.compile("\\$(\\$\\{|\\{(" + NAME + ")})");

  private Template() {}

  /// Checks a name.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed, if no placeholder can have that name
  static void checkName(Position at, String name) {
    if (!isName(name)) {
      throw at.expected(NAME_FORM, Scalar.quoted(name));
    }
  }

  /// Whether a placeholder may have that name.
  static boolean isName(String name) {
    return name.matches(NAME);
  }

  /// Fills in the placeholders of a node and all nodes below it.
  ///
  /// @param values by name
  /// @throws io.spiffeaws.problem.ProblemException malformed, if a name has no value
  static YamlNode fill(YamlNode node, Map<String, String> values) {
    return switch (node) {
      case Scalar scalar -> fill(scalar, values);
      case Sequence(var at, var items) ->
          new Sequence(at, items.stream().map(item -> fill(item, values)).toList());
      case Mapping(var at, var members) ->
          new Mapping(
              at,
              unlike(
                  members.stream()
                      .map(member ->
                          new Member(fill(member.name(), values), fill(member.value(), values)))
                      .toList()));
    };
  }

  /// Requires that names still differ after their placeholders are filled in.
  private static List<Member> unlike(List<Member> members) {
    var seen = new HashSet<String>();
    for (var member : members) {
      if (!seen.add(member.name().text())) {
        throw member
            .name()
            .at()
            .fault(
                Scalar.quoted(member.name().text()) + " occurs twice after filling in values", "");
      }
    }
    return members;
  }

  private static Scalar fill(Scalar scalar, Map<String, String> values) {
    if (scalar.text().indexOf('$') < 0) {
      return scalar;
    }
    var text =
        PLACE
            .matcher(scalar.text())
            .replaceAll(place -> Matcher.quoteReplacement(value(scalar, place.group(2), values)));
    return new Scalar(scalar.at(), text, scalar.form());
  }

  private static String value(Scalar scalar, @Nullable String name, Map<String, String> values) {
    if (name == null) {
      return "${";
    }
    var value = values.get(name);
    if (value == null) {
      throw scalar
          .at()
          .expected(
              values.isEmpty()
                  ? "text without ${" + name + "}, since there is no for_each"
                  : ONE_OF + String.join("}, ${", values.keySet()) + "}",
              "${" + name + "}",
              "write $${ for a literal ${");
    }
    return value;
  }
}
