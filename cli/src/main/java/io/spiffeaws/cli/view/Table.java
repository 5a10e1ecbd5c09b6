package io.spiffeaws.cli.view;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of text. On a terminal they are aligned under a header, and optional columns that do not
/// fit, or that have no value, are left out; elsewhere all columns are separated by tabs and have
/// no header, for `cut` and `awk`. Values are never shortened; control characters in them are shown
/// as `?`.
public final class Table {
  static final String GAP = "  ";
  private static final String NONE = "-";

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> optional = List.of();
  private List<String> sparse = List.of();

  public Table(String... head) {
    this.head = List.of(head);
  }

  /// Sets the columns that are left out on a terminal that is not wide enough, in this order.
  public Table optional(String... columns) {
    optional = List.of(columns);
    return this;
  }

  /// Sets the columns that are left out on a terminal if no row has a value for them.
  public Table sparse(String... columns) {
    sparse = List.of(columns);
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
    var all = columns();
    var hidden = output.wide() ? List.<String>of() : hidden(all, widths, output.columns());
    var shown = all.stream().filter(i -> !hidden.contains(head.get(i))).toList();
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

  /// The columns without the sparse ones that have no value.
  private List<Integer> columns() {
    return IntStream.range(0, head.size())
        .filter(i ->
            !sparse.contains(head.get(i))
                || rows.stream().anyMatch(row -> !row.get(i).equals(NONE)))
        .boxed()
        .toList();
  }

  /// The optional columns that do not fit. Those that were given up early are shown again if they
  /// fit without one that was given up later.
  private List<String> hidden(List<Integer> all, List<Integer> widths, int columns) {
    var hidden = new ArrayList<String>();
    var width = all.stream().mapToInt(i -> widths.get(i) + GAP.length()).sum() - GAP.length();
    for (var column : optional) {
      if (width > columns && all.contains(head.indexOf(column))) {
        hidden.add(column);
        width -= widths.get(head.indexOf(column)) + GAP.length();
      }
    }
    for (var column : List.copyOf(hidden)) {
      var with = width + widths.get(head.indexOf(column)) + GAP.length();
      if (with <= columns) {
        hidden.remove(column);
        width = with;
      }
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
    return value.isEmpty() ? NONE : Text.plain(value);
  }
}
