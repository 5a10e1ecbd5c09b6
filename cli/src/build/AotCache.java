import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes the distribution's AOT cache: what the JVM would otherwise do anew in each short life of a
/// command. A program of its own, since the cache must be made by the JDK that will use it, which
/// is the build's and not the one that runs Maven.
///
/// Argument: the distribution's folder. Ends with 1 and the reason where there is no cache that
/// works.
class AotCache {
  private static final String CLASSES = "io.spiffeaws.cli.";

  private final Path lib;
  private final Path cache;

  AotCache(Path distribution) {
    lib = distribution.resolve("lib").toAbsolutePath();
    cache = lib.resolve("spiffe-aws.aot");
  }

  public static void main(String[] arguments) throws Exception {
    try {
      new AotCache(Path.of(arguments[0])).make();
    } catch (IllegalStateException e) {
      System.err.println("the AOT cache cannot be made: " + e.getMessage());
      System.exit(1);
    }
  }

  private void make() throws IOException, InterruptedException {
    Files.deleteIfExists(cache);
    try (var files = Files.list(lib)) {
      ModernClasses.rewrite(files.filter(file -> file.toString().endsWith(".jar")).toList());
    }
    var training = new ArrayList<>(java("Main", "sandbox", "run", "--"));
    training.addAll(java(List.of("-XX:AOTCacheOutput=" + cache), "TrainingRun"));
    run(training);
    if (!Files.isRegularFile(cache)) {
      throw new IllegalStateException("the JVM wrote no " + cache);
    }
    // with mode "on" the JVM does not start where the cache does not fit
    run(java(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), "Main", "--version"));
  }

  private List<String> java(String mainClass, String... arguments) {
    return java(List.of(), mainClass, arguments);
  }

  private List<String> java(List<String> options, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + lib.resolve("jvm.options"));
    command.addAll(options);
    command.addAll(List.of("-cp", lib.resolve("spiffe-aws-cli.jar").toString()));
    command.add(CLASSES + mainClass);
    command.addAll(List.of(arguments));
    return command;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    var log = Files.createTempFile("aot-cache", ".log");
    try {
      var code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + code + "\n" + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
  }
}
