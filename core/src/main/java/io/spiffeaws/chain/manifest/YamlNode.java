package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;
import java.util.List;

/// A piece of a YAML document (YAML 1.2.2, section 3.2.1), with the place where it begins.
sealed interface YamlNode {
  /// Text, a number, a truth value or nothing.
  ///
  /// @param plain whether it stands without quotes, so that `true` and `1` are more than text
  record Scalar(Position at, String text, boolean plain) implements YamlNode {
    private static final int SHOWN = 60;

    boolean nothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String found() {
      return nothing() ? "nothing" : quoted(text);
    }

    static String quoted(String text) {
      var shown = new StringBuilder("\"");
      text.codePoints()
          .limit(SHOWN)
          .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
      return shown + (text.codePointCount(0, text.length()) > SHOWN ? "...\"" : "\"");
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

  /// Names with their values, in the document's order; no name twice.
  record Mapping(Position at, List<Member> members) implements YamlNode {
    public Mapping {
      members = List.copyOf(members);
    }

    @Override
    public String found() {
      return "a mapping";
    }
  }

  /// A name and its value.
  record Member(Scalar name, YamlNode value) {}

  Position at();

  /// What it is, in the words of a message.
  String found();

  default ProblemException expected(String what) {
    return at().expected(what, found());
  }
}
