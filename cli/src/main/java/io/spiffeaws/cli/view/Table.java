package io.spiffeaws.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of text. On a terminal they are aligned under a header; elsewhere they are separated by
/// tabs and have no header, for `cut` and `awk`. Values are never shortened; control characters in
/// them are shown as `?`.
public final class Table {
  private static final String GAP = "  ";

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... head) {
    this.head = List.of(head);
  }

  /// Adds a row with a value for each header; an empty value is shown as `-`.
  public void row(List<String> values) {
    rows.add(values.stream().map(Table::cell).toList());
  }

  /// Returns lines that each end in a newline; an empty text if there are no rows.
  public String print(Output output) {
    if (rows.isEmpty()) {
      return "";
    }
    if (!output.forTerminal()) {
      return rows.stream().map(row -> String.join("\t", row) + "\n").collect(Collectors.joining());
    }
    var widths = widths();
    return output.palette().strong(aligned(head, widths))
        + "\n"
        + rows.stream().map(row -> aligned(row, widths) + "\n").collect(Collectors.joining());
  }

  private List<Integer> widths() {
    var widths = new ArrayList<>(head.stream().map(String::length).toList());
    for (var row : rows) {
      for (var i = 0; i < widths.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    return widths;
  }

  private static String aligned(List<String> row, List<Integer> widths) {
    var line = new StringBuilder();
    for (var i = 0; i < row.size(); i++) {
      var last = i == row.size() - 1;
      line.append(row.get(i));
      if (!last) {
        line.append(" ".repeat(widths.get(i) - row.get(i).length())).append(GAP);
      }
    }
    return line.toString();
  }

  private static String cell(String value) {
    return value.isEmpty() ? "-" : Text.plain(value);
  }
}
