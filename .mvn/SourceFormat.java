import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks (`check`) or rewrites (`write`) every Java source below a folder with google-java-format.
/// A program of its own, run on the build's JDK, because the formatter needs a newer Java than
/// Maven may run on.
class SourceFormat {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<Path> sources;
    try (var files = Files.walk(Path.of(args[1]))) {
      sources =
          files
              .filter(f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
              .sorted()
              .toList();
    }
    var unformatted = sources.parallelStream().filter(f -> !formatted(f, write)).toList();
    if (!unformatted.isEmpty() && !write) {
      unformatted.forEach(f -> System.err.println("not formatted: " + f));
      System.err.println("mend it with: mvn -N -Dformat validate");
      System.exit(1);
    }
  }

  private static boolean formatted(Path file, boolean write) {
    try {
      var before = Files.readString(file);
      var after =
          new Formatter()
              .formatSource(
                  RemoveUnusedImports.removeUnusedImports(
                      ImportOrderer.reorderImports(before, Style.GOOGLE)));
      if (write && !before.equals(after)) {
        Files.writeString(file, after);
      }
      return before.equals(after);
    } catch (Exception e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
