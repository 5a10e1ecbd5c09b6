import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Creates the distribution's AOT cache, which contains work that the JVM would otherwise repeat in
/// each short-lived process. This is a separate program, because the cache must be created by the
/// JDK that uses it: that of the build, not the one that runs Maven.
///
/// Argument: the directory of the distribution. Exits with 1 and prints the reason if no usable
/// cache can be created.
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
      System.err.println("cannot create the AOT cache: " + e.getMessage());
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
      throw new IllegalStateException("the JVM did not write " + cache);
    }
    // with mode "on" the JVM fails to start if the cache does not fit
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
            String.join(" ", command) + " exited with " + code + "\n" + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
  }
}
