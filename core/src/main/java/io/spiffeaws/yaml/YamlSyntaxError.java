package io.spiffeaws.yaml;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Words for what is wrong in a text that is not YAML; the parser's own describe its grammar.
///
/// @param words a clause after `not valid YAML: `; empty if the place alone says more
/// @param hint empty if there is none
record YamlSyntaxError(String words, String hint) {
  private static final List<Rule> RULES =
      List.of(
          new Rule("\\t", "a tab, where only spaces are allowed", "use spaces for indentation"),
          new Rule(
              "mapping values are not allowed",
              "a name with a value is not expected here",
              "put a text that contains \": \" in quotes, and give the names of one mapping the same"
                  + " indentation"),
          new Rule(
              "expected <block end>",
              "the indentation does not fit the lines above",
              "give the items of one list, and the names of one mapping, the same indentation"),
          new Rule("expected the node content", "a value is missing", ""),
          new Rule("expected ',' or ']'", "expected , or ]", ""),
          new Rule("expected ',' or '}'", "expected , or }", ""),
          new Rule("could not find expected ':'", "expected : after the name", ""),
          new Rule(
              "that cannot start any token",
              "a value cannot begin with this character",
              "put the value in quotes"),
          new Rule("unexpected end of stream", "the text in quotes does not end", ""),
          new Rule(
              "unknown escape character",
              "unknown escape sequence",
              "write \\\\ for a backslash, or use single quotes"));

  /// A kind of mistake.
  ///
  /// @param sign part of the parser's message
  private record Rule(String sign, String words, String hint) {}

  /// Explains an error of the parser.
  ///
  /// @param place the line and column of a mark, as text
  static YamlSyntaxError of(MarkedYamlEngineException e, Function<Mark, String> place) {
    var problem = Objects.requireNonNullElse(e.getProblem(), "");
    var rule =
        RULES.stream()
            .filter(one -> problem.contains(one.sign()))
            .findFirst()
            .orElse(new Rule("", "", ""));
    return new YamlSyntaxError(
        rule.words(), rule.hint().isEmpty() ? unclosed(e, place) : rule.hint());
  }

  /// The hint for a bracket or a quote that is not closed, which the parser notices only later.
  private static String unclosed(MarkedYamlEngineException e, Function<Mark, String> place) {
    var context = Objects.requireNonNullElse(e.getContext(), "");
    var opened =
        context.matches("while parsing a flow (sequence|mapping)")
            ? "bracket that opens"
            : context.matches("while scanning a quoted scalar") ? "quotes that open" : "";
    return opened.isEmpty()
        ? ""
        : e.getContextMark()
            .map(mark -> "close the " + opened + " at " + place.apply(mark))
            .orElse("");
  }
}
