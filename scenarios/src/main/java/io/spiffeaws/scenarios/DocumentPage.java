package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The code blocks of a documentation page; `README.md` explains how a page is read.
///
/// @param settings comments about the whole page, such as `world: real`
/// @param blocks in the order of the page
record DocumentPage(Path file, List<Directive> settings, List<Block> blocks) {
  private static final Pattern DIRECTIVE = Pattern.compile(" {0,3}<!-- ([a-z]+): (.*) -->");
  private static final Pattern FENCE = Pattern.compile("( {0,3})```([a-z]*)\\s*");
  private static final Pattern SAVE_AS = Pattern.compile(".*\\b[Ss]ave as `([^`]+)`:");
  private static final Pattern EXIT_CODE = Pattern.compile(".*\\bexit code (\\d+):");
  private static final String INDENT = "    ";
  private static final Set<String> OF_THE_PAGE = Set.of("world", "needs");
  private static final Set<String> OF_A_BLOCK = Set.of("by", "elsewhere");

  /// An instruction to the test: a comment, or a line that readers see, such as "Save as `NAME`:".
  record Directive(String name, String value) {}

  /// A block of code.
  ///
  /// @param line number of its first line in the file, counted from 1
  /// @param language after the fence; empty if there is none; `indented` if there is no fence
  /// @param directives from the comments and the line of prose directly before the block
  record Block(int line, String language, List<Directive> directives, List<String> lines) {
    static final String INDENTED = "indented";

    boolean shell() {
      return language.equals("sh");
    }

    String text() {
      return lines.stream().map(line -> line + "\n").collect(joining());
    }

    Optional<String> directive(String name) {
      return value(directives, name);
    }
  }

  static DocumentPage read(Path file) throws IOException {
    return parse(file, Files.readString(file));
  }

  static DocumentPage parse(Path file, String text) {
    var settings = new ArrayList<Directive>();
    var blocks = new ArrayList<Block>();
    var directives = new ArrayList<Directive>();
    var lines = text.lines().toList();
    for (var at = 0; at < lines.size(); at++) {
      var line = lines.get(at);
      var directive = DIRECTIVE.matcher(line);
      var fence = FENCE.matcher(line);
      if (directive.matches()) {
        var found = new Directive(directive.group(1), directive.group(2).strip());
        if (OF_THE_PAGE.contains(found.name())) {
          settings.add(found);
        } else if (OF_A_BLOCK.contains(found.name())) {
          directives.add(found);
        } else {
          throw new IllegalArgumentException(
              "%s:%d: unknown comment \"%s\"".formatted(file, at + 1, found.name()));
        }
      } else if (fence.matches()) {
        var end = closing(file, lines, at);
        visible(lines, at).ifPresent(directives::add);
        blocks.add(
            new Block(
                at + 2,
                fence.group(2),
                List.copyOf(directives),
                without(fence.group(1), lines.subList(at + 1, end))));
        directives.clear();
        at = end;
      } else if (line.startsWith(INDENT) && at > 0 && lines.get(at - 1).isBlank()) {
        var end = endOfIndented(lines, at);
        blocks.add(indented(at, lines.subList(at, end)));
        at = end - 1;
      }
    }
    return new DocumentPage(file, List.copyOf(settings), List.copyOf(blocks));
  }

  /// What the line of prose before a block says about it: the name of the file to save, or the exit
  /// code.
  private static Optional<Directive> visible(List<String> lines, int opening) {
    var at = opening - 1;
    while (at >= 0 && (lines.get(at).isBlank() || DIRECTIVE.matcher(lines.get(at)).matches())) {
      at--;
    }
    var line = at < 0 ? "" : lines.get(at).stripTrailing();
    var name = SAVE_AS.matcher(line);
    var exit = EXIT_CODE.matcher(line);
    if (name.matches()) {
      return Optional.of(new Directive("file", name.group(1)));
    }
    return exit.matches() ? Optional.of(new Directive("exit", exit.group(1))) : Optional.empty();
  }

  private static int closing(Path file, List<String> lines, int opening) {
    for (var at = opening + 1; at < lines.size(); at++) {
      if (lines.get(at).strip().equals("```")) {
        return at;
      }
    }
    throw new IllegalArgumentException(file + ":" + (opening + 1) + ": the fence does not close");
  }

  private static int endOfIndented(List<String> lines, int start) {
    var end = start;
    while (end < lines.size() && lines.get(end).startsWith(INDENT)) {
      end++;
    }
    return end;
  }

  private static Block indented(int at, List<String> lines) {
    return new Block(at + 1, Block.INDENTED, List.of(), without(INDENT, lines));
  }

  /// Removes the indentation of code in a list item.
  private static List<String> without(String indent, List<String> lines) {
    return lines.stream()
        .map(line -> line.startsWith(indent) ? line.substring(indent.length()) : line)
        .toList();
  }

  Optional<String> setting(String name) {
    return value(settings, name);
  }

  private static Optional<String> value(List<Directive> directives, String name) {
    return directives.stream()
        .filter(directive -> directive.name().equals(name))
        .map(Directive::value)
        .findFirst();
  }
}
