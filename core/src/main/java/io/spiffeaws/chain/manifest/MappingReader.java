package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.EditDistance;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.yaml.Position;
import io.spiffeaws.yaml.YamlNode;
import io.spiffeaws.yaml.YamlNode.Mapping;
import io.spiffeaws.yaml.YamlNode.Member;
import io.spiffeaws.yaml.YamlNode.Scalar;
import io.spiffeaws.yaml.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the members of a mapping one by one, each as the expected type.
final class MappingReader {
  private final Mapping mapping;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();

  /// Checks the names of a mapping.
  ///
  /// @param names that are allowed; any other is rejected, so that a misspelt name does not
  ///   silently remove a setting
  MappingReader(YamlNode node, String what, List<String> names) {
    if (!(node instanceof Mapping found)) {
      throw node.expected(what);
    }
    this.mapping = found;
    for (var member : found.members()) {
      if (!names.contains(member.name().text())) {
        var name = member.name().text();
        throw member.name().at().expected(oneOf(names), found(name), meant(name, names));
      }
      if (!(member.value() instanceof Scalar scalar && scalar.nothing())) {
        values.put(member.name().text(), member.value());
      }
    }
  }

  Position at() {
    return mapping.at();
  }

  Optional<YamlNode> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The member; empty if absent. A name without a value is rejected: it is a mistake, or the end
  /// of a truncated file.
  Optional<YamlNode> given(String name, String what) {
    return mapping
        .get(name)
        .map(node -> {
          if (node instanceof Scalar scalar && scalar.nothing()) {
            throw node.expected(what);
          }
          return node;
        });
  }

  /// The member, which must be there.
  ///
  /// @param what what is missing if the member is absent: `id, the SPIFFE ID`
  YamlNode required(String name, String what) {
    return get(name).orElseThrow(() -> at().expected(what, "none"));
  }

  Optional<String> text(String name) {
    return get(name).map(node -> scalar(node, "text").text());
  }

  /// The parsed value of the member; empty if absent.
  ///
  /// @param what for the message, with an example
  <T> Optional<T> parsed(String name, String what, Function<String, T> parse) {
    return get(name).map(node -> parsed(node, what, parse));
  }

  Optional<Duration> duration(String name) {
    return parsed(name, "a duration such as 90s, 15m or 1h30m", DurationText::parse);
  }

  boolean flag(String name) {
    return switchOf(name).orElse(false);
  }

  /// The value of a switch; empty if absent.
  Optional<Boolean> switchOf(String name) {
    return get(name)
        .map(node ->
            switch (node) {
              case Scalar(_, var text, _) when text.equals("true") -> true;
              case Scalar(_, var text, _) when text.equals("false") -> false;
              default -> throw node.expected("true or false");
            });
  }

  /// The items of a list; none if absent.
  List<YamlNode> items(String name, String what) {
    return get(name)
        .map(node -> {
          if (!(node instanceof Sequence(_, var items))) {
            throw node.at().expected(what, node.found(), inBrackets(node));
          }
          return items;
        })
        .orElse(List.of());
  }

  /// The hint for a single item that was not written as a list.
  private static String inBrackets(YamlNode node) {
    return node instanceof Scalar scalar && !scalar.nothing()
        ? "write it as a list: [" + scalar.found() + "]"
        : "";
  }

  <T> List<T> list(String name, String list, String item, Function<String, T> parse) {
    var parsed = new ArrayList<T>();
    items(name, list).forEach(node -> parsed.add(parsed(node, item, parse)));
    return parsed;
  }

  /// The items of a list; empty if the list is absent, as opposed to a list without items.
  <T> Optional<List<T>> optionalList(
      String name, String list, String item, Function<String, T> parse) {
    return get(name).map(_ -> list(name, list, item, parse));
  }

  /// The members of a mapping; none if absent.
  List<Member> members(String name, String what) {
    return get(name)
        .map(node -> {
          if (!(node instanceof Mapping(_, var members))) {
            throw node.expected(what);
          }
          return members;
        })
        .orElse(List.of());
  }

  /// Tags by key, checked by IAM's rules.
  Map<String, String> tags(String name) {
    var tags = new LinkedHashMap<String, String>();
    var seen = new HashSet<String>();
    for (var member : members(name, "tags by key")) {
      var key = member.name();
      parsed(
          key,
          "a tag's key",
          text -> {
            AwsRules.tagKey(text, seen);
            return text;
          });
      tags.put(key.text(), parsed(member.value(), "a tag's value", AwsRules::tagValue));
    }
    return tags;
  }

  /// Parses a scalar.
  ///
  /// @throws ProblemException malformed, with the parser's hint, or its message if it has none
  static <T> T parsed(YamlNode node, String what, Function<String, T> parse) {
    var scalar = scalar(node, what);
    try {
      return parse.apply(scalar.text());
    } catch (ProblemException e) {
      var hint = e.problem().hint();
      throw node.at().expected(what, scalar.found(), hint.isEmpty() ? e.problem().message() : hint);
    }
  }

  /// Reads a file that the text names.
  ///
  /// @throws ProblemException malformed, with the reader's message
  static <T> T file(YamlNode node, String what, Function<String, T> read) {
    var path = scalar(node, what).text();
    try {
      return read.apply(path);
    } catch (ProblemException e) {
      throw node.at().fault(e.problem().message(), e.problem().hint());
    }
  }

  static Scalar scalar(YamlNode node, String what) {
    if (node instanceof Scalar scalar && !scalar.nothing()) {
      return scalar;
    }
    throw node.expected(what);
  }

  /// Quotes a misspelt name. A text that cannot be a name is not quoted: the file is probably not a
  /// chain.
  private static String found(String name) {
    return name.matches("[A-Za-z0-9_-]{1,30}") ? Scalar.quoted(name) : "something else";
  }

  private static String meant(String name, List<String> names) {
    return EditDistance.nearest(name, names).map(near -> "did you mean " + near + "?").orElse("");
  }

  private static String oneOf(List<String> names) {
    return "one of " + String.join(", ", names);
  }
}
