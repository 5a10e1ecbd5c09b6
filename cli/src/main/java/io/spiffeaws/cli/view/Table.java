package io.spiffeaws.cli.view;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of text. On a terminal they are aligned under a header, and optional columns that do not
/// fit are left out; elsewhere all columns are separated by tabs and have no header, for `cut` and
/// `awk`. Values are never shortened; control characters in them are shown as `?`.
public final class Table {
  private static final String GAP = "  ";

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> optional = List.of();

  public Table(String... head) {
    this.head = List.of(head);
  }

  /// Sets the columns that are left out on a terminal that is not wide enough, in this order.
  public Table optional(String... columns) {
    optional = List.of(columns);
    return this;
  }

  /// Adds a row with a value for each header; an empty value is shown as `-`.
  public void row(List<String> values) {
    rows.add(values.stream().map(Table::cell).toList());
  }

  /// Returns lines that each end in a newline. If there are no rows, a terminal shows that;
  /// elsewhere the text is empty.
  public String print(Output output) {
    if (rows.isEmpty() && output.forTerminal()) {
      return output.palette().faint("none found") + "\n";
    }
    if (!output.forTerminal()) {
      return rows.stream().map(row -> String.join("\t", row) + "\n").collect(joining());
    }
    var widths = widths();
    var hidden = output.wide() ? List.<String>of() : hidden(widths, output.columns());
    var shown =
        IntStream.range(0, head.size()).filter(i -> !hidden.contains(head.get(i))).boxed().toList();
    return output.palette().strong(aligned(head, widths, shown))
        + "\n"
        + rows.stream().map(row -> aligned(row, widths, shown) + "\n").collect(joining())
        + (hidden.isEmpty()
            ? ""
            : output
                    .palette()
                    .faint("to show %s too, add -o wide".formatted(String.join(", ", hidden)))
                + "\n");
  }

  private List<String> hidden(List<Integer> widths, int columns) {
    var hidden = new ArrayList<String>();
    var width =
        widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (head.size() - 1);
    for (var column : optional) {
      if (width <= columns) {
        break;
      }
      hidden.add(column);
      width -= widths.get(head.indexOf(column)) + GAP.length();
    }
    return hidden;
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

  private static String aligned(List<String> row, List<Integer> widths, List<Integer> shown) {
    var line = new StringBuilder();
    for (int i : shown) {
      var last = i == shown.getLast();
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
