package io.spiffeaws.chain.manifest;

import io.spiffeaws.yaml.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of comma-separated values below a line of names (RFC 4180). Messages do not quote the
/// file's text: the user may not be permitted to read the file.
final class CsvTable {
  /// A row.
  ///
  /// @param at where it begins
  record Row(Position at, Map<String, String> values) {}

  private final String file;
  private final String text;
  private int next;
  private int line = 1;
  private int lineStart;

  private CsvTable(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /// Parses a CSV file.
  ///
  /// @param file name of the file, for messages
  /// @throws io.spiffeaws.problem.ProblemException malformed, with line and column
  static List<Row> parse(String file, String text) {
    var plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    return new CsvTable(file, plain).rows();
  }

  private List<Row> rows() {
    var head = here();
    var names = record();
    checkNames(head, names);
    var rows = new ArrayList<Row>();
    while (next < text.length()) {
      var at = here();
      var fields = record();
      if (fields.size() == 1 && fields.getFirst().isEmpty()) {
        continue;
      }
      if (fields.size() != names.size()) {
        throw at.expected(names.size() + " fields, as in the first line", fields.size() + "");
      }
      var values = new LinkedHashMap<String, String>();
      for (var i = 0; i < fields.size(); i++) {
        values.put(names.get(i), fields.get(i));
      }
      rows.add(new Row(at, values));
    }
    return rows;
  }

  private static void checkNames(Position at, List<String> names) {
    var seen = new HashSet<String>();
    for (var name : names) {
      if (!Template.isName(name)) {
        throw at.expected(Template.NAME_FORM, "something else");
      }
      if (!seen.add(name)) {
        throw at.fault("duplicate name", "");
      }
    }
  }

  private List<String> record() {
    var fields = new ArrayList<String>();
    while (true) {
      fields.add(next < text.length() && text.charAt(next) == '"' ? quoted() : plain());
      if (next >= text.length() || text.charAt(next) != ',') {
        endOfLine();
        return fields;
      }
      next++;
    }
  }

  private String plain() {
    var from = next;
    while (next < text.length() && ",\r\n".indexOf(text.charAt(next)) < 0) {
      if (text.charAt(next) == '"') {
        throw here()
            .expected(
                "a field that is quoted entirely or not at all",
                "a quote within a field",
                "write \"a \"\"b\"\" c\" for a \"b\" c, with nothing before the first quote");
      }
      next++;
    }
    return text.substring(from, next).strip();
  }

  private String quoted() {
    var open = here();
    var field = new StringBuilder();
    next++;
    while (next < text.length()) {
      var c = text.charAt(next++);
      if (c == '"') {
        if (next >= text.length() || text.charAt(next) != '"') {
          return field.toString();
        }
        next++;
      } else if (c == '\n') {
        newLine();
      }
      field.append(c);
    }
    throw open.expected("a closing quote", "the end of the file");
  }

  private void endOfLine() {
    if (next < text.length() && text.charAt(next) == '\r') {
      next++;
    }
    if (next >= text.length()) {
      return;
    }
    if (text.charAt(next) != '\n') {
      throw here().expected("a comma or the end of the line", "more");
    }
    next++;
    newLine();
  }

  private void newLine() {
    line++;
    lineStart = next;
  }

  private Position here() {
    return new Position(file, ManifestReader.MALFORMED, line, next - lineStart + 1);
  }
}
