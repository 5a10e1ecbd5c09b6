package io.spiffeaws.yaml;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.List;
import java.util.Optional;

/// A node of a YAML document (YAML 1.2.2, section 3.2.1), with its position.
public sealed interface YamlNode {
  /// The style of a scalar.
  enum Form {
    /// Without quotes, so that `true` and `1` are not strings.
    PLAIN,
    QUOTED,
    /// On separate lines, below the one that it begins in.
    BLOCK
  }

  /// A string, a number, a boolean or null.
  record Scalar(Position at, String text, Form form) implements YamlNode {
    private static final int SHOWN = 60;

    public boolean nothing() {
      return form == Form.PLAIN && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String found() {
      return nothing() ? "nothing" : quoted(text);
    }

    public static String quoted(String text) {
      var cut = text.codePointCount(0, text.length()) > SHOWN;
      var shown = cut ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) : text;
      return "\"" + InvisibleCharacters.line(shown) + (cut ? "...\"" : "\"");
    }
  }

  /// A list.
  record Sequence(Position at, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String found() {
      return "a list";
    }
  }

  /// A mapping in the document's order; names are unique.
  record Mapping(Position at, List<Member> members) implements YamlNode {
    public Mapping {
      members = List.copyOf(members);
    }

    /// The value of that name.
    public Optional<YamlNode> get(String name) {
      return members.stream()
          .filter(member -> member.name().text().equals(name))
          .map(Member::value)
          .findFirst();
    }

    @Override
    public String found() {
      return "a mapping";
    }
  }

  /// A name and its value.
  record Member(Scalar name, YamlNode value) {}

  Position at();

  /// A description for messages.
  String found();

  default ProblemException expected(String what) {
    return at().expected(what, found());
  }
}
