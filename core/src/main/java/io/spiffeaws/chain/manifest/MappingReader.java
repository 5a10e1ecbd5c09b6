package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;
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

/// Takes the members of a mapping one by one, each as what it must be.
final class MappingReader {
  private final Mapping mapping;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();

  /// @param names that may stand there; any other is refused, so that a slip of the pen is not a
  ///   chain with less in it
  MappingReader(YamlNode node, String what, List<String> names) {
    if (!(node instanceof Mapping found)) {
      throw node.expected(what);
    }
    this.mapping = found;
    for (var member : found.members()) {
      if (!names.contains(member.name().text())) {
        throw member.name().at().expected(oneOf(names), found(member.name().text()));
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

  /// Empty where it is not there; with nothing after its name it is a slip of the pen, or the end
  /// of a file that was cut off.
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

  /// @param what what is missing where it is not there: `id, the SPIFFE ID`
  YamlNode required(String name, String what) {
    return get(name).orElseThrow(() -> at().expected(what, "none"));
  }

  Optional<String> text(String name) {
    return get(name).map(node -> scalar(node, "text").text());
  }

  /// @param what for the message, with an example
  <T> Optional<T> parsed(String name, String what, Function<String, T> parse) {
    return get(name).map(node -> parsed(node, what, parse));
  }

  Optional<Duration> duration(String name) {
    return parsed(name, "a duration, as 90s, 15m or 1h", DurationText::parse);
  }

  boolean flag(String name) {
    return switchOf(name).orElse(false);
  }

  /// Empty where it is not there.
  Optional<Boolean> switchOf(String name) {
    return get(name)
        .map(node ->
            switch (node) {
              case Scalar(_, var text, _) when text.equals("true") -> true;
              case Scalar(_, var text, _) when text.equals("false") -> false;
              default -> throw node.expected("true or false");
            });
  }

  /// The items of a list; none where it is not there.
  List<YamlNode> items(String name, String what) {
    return get(name)
        .map(node -> {
          if (!(node instanceof Sequence(_, var items))) {
            throw node.expected(what);
          }
          return items;
        })
        .orElse(List.of());
  }

  <T> List<T> list(String name, String list, String item, Function<String, T> parse) {
    var parsed = new ArrayList<T>();
    items(name, list).forEach(node -> parsed.add(parsed(node, item, parse)));
    return parsed;
  }

  /// The same; empty where the list is not there, which is not a list with nothing in it.
  <T> Optional<List<T>> listIfThere(
      String name, String list, String item, Function<String, T> parse) {
    return get(name).map(_ -> list(name, list, item, parse));
  }

  /// The members of a mapping; none where it is not there.
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

  /// Tags by key, as IAM takes them.
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

  /// @throws ProblemException malformed, with the parser's own words as the hint
  static <T> T parsed(YamlNode node, String what, Function<String, T> parse) {
    var scalar = scalar(node, what);
    try {
      return parse.apply(scalar.text());
    } catch (ProblemException e) {
      throw node.at().expected(what, scalar.found(), e.problem().message());
    }
  }

  /// What a file holds that the text names.
  ///
  /// @throws ProblemException malformed, with the words of whoever reads the file
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

  /// A slip of the pen is shown; what is no name is more likely of a file that is no chain.
  private static String found(String name) {
    return name.matches("[A-Za-z0-9_-]{1,30}") ? Scalar.quoted(name) : "something else";
  }

  private static String oneOf(List<String> names) {
    return "one of " + String.join(", ", names);
  }
}
