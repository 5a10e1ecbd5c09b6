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

/// Puts values in place of `${name}` in everything below a workload, and none in defaults; `$${`
/// stands for `${`. What has no such name between the braces, as IAM's own `${aws:username}`, stays
/// as it is.
final class Template {
  static final String ONE_OF = "one of ${";
  static final String NAME_FORM = "a name of letters, digits and _, as ns";

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern PLACE = Pattern.compile("\\$(\\$\\{|\\{(" + NAME + ")})");

  private Template() {}

  /// @throws io.spiffeaws.problem.ProblemException malformed, where nothing could stand in for that
  ///   name
  static void checkName(Position at, String name) {
    if (!isName(name)) {
      throw at.expected(NAME_FORM, Scalar.quoted(name));
    }
  }

  /// Whether something may be filled in by that name.
  static boolean isName(String name) {
    return name.matches(NAME);
  }

  /// @param values by name
  /// @throws io.spiffeaws.problem.ProblemException malformed, where a name has no value
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

  /// Names that differ in the file may be the same with the values put in.
  private static List<Member> unlike(List<Member> members) {
    var seen = new HashSet<String>();
    for (var member : members) {
      if (!seen.add(member.name().text())) {
        throw member
            .name()
            .at()
            .fault(
                Scalar.quoted(member.name().text()) + " stands here twice, once it is filled in",
                "");
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
                  ? "text without ${" + name + "}, since no for_each fills it in here"
                  : ONE_OF + String.join("}, ${", values.keySet()) + "}",
              "${" + name + "}",
              "write $${ for a ${ that is meant as it stands");
    }
    return value;
  }
}
