package io.spiffeaws.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The file descriptors above 2 that the process was started with. They are passed on to the
/// program that replaces it: a shell's `<(…)`, make's job server.
///
/// @param numbers of the descriptors
public record InheritedDescriptors(List<Integer> numbers) {
  /// The lowest number that is not a standard stream.
  private static final int FIRST = 3;

  private static final int CLOSE_ON_EXEC = 0_2000000;

  /// Reads the current descriptors of the process, so call it before files or connections are
  /// opened. Descriptors of the Java runtime are recognized by their targets: its own files, class
  /// archives, random devices; in a native image, the executable.
  ///
  /// @param runtime the directory of the Java runtime
  public static InheritedDescriptors now(Path runtime) {
    var numbers = new ArrayList<Integer>();
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (var descriptor : descriptors.toList()) {
        var number = Integer.parseInt(descriptor.getFileName().toString());
        if (number >= FIRST && inherited(descriptor, runtime)) {
          numbers.add(number);
        }
      }
    } catch (IOException e) {
      return new InheritedDescriptors(List.of());
    }
    return new InheritedDescriptors(List.copyOf(numbers));
  }

  /// Returns the number above all of these and above 2.
  int end() {
    return numbers.stream().mapToInt(number -> number + 1).reduce(FIRST, Math::max);
  }

  /// Returns the numbers from 3 to [#end] that are not among these, ascending.
  IntStream gaps() {
    return IntStream.range(FIRST, end()).filter(number -> !numbers.contains(number));
  }

  private static boolean inherited(Path descriptor, Path runtime) {
    try {
      var target = Files.readSymbolicLink(descriptor).toString();
      return !closedOnExec(descriptor) && !own(target, runtime);
    } catch (IOException e) {
      return false; // closed meanwhile, like the one that listed the directory
    }
  }

  private static boolean own(String target, Path runtime) throws IOException {
    var name = target.toLowerCase(Locale.ROOT);
    return target.startsWith(runtime + "/")
        || target.equals(Files.readSymbolicLink(Path.of("/proc/self/exe")).toString())
        || target.startsWith("/proc/")
        || name.endsWith(".jar")
        || name.endsWith(".aot")
        || name.endsWith(".jsa")
        || name.endsWith("/dev/random")
        || name.endsWith("/dev/urandom")
        || name.contains("/hsperfdata_");
  }

  private static boolean closedOnExec(Path descriptor) throws IOException {
    var info = Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName());
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("flags:"))
        .anyMatch(line -> (Integer.parseInt(line.substring(6).strip(), 8) & CLOSE_ON_EXEC) != 0);
  }
}
