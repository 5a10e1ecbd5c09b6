package io.spiffeaws.cli;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.console.SystemConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;

/// The training run for the AOT cache (JEP 514). The build runs it once in the sandbox, and stores
/// the classes that the JVM loaded and linked. It is part of the program because the classes of a
/// training run must be on the class path that later uses the cache.
final class TrainingRun {
  private static final String ISSUER = "https://oidc.example.org";
  private static final String ID = "spiffe://example.org/training";
  private static final String ROLE = "arn:aws:iam::123456789012:role/training";

  private static final int NOT_EXECUTABLE = 126;

  private final Console outer;
  private final Path program;

  private TrainingRun(Console outer, Path program) {
    this.outer = outer;
    this.program = program;
  }

  public static void main(String[] arguments) throws IOException {
    var directory = Files.createTempDirectory("training-");
    try {
      new TrainingRun(withCacheIn(directory, SystemConsole.open()), notExecutable(directory)).run();
    } finally {
      delete(directory.resolve("spiffe-aws"));
      delete(directory);
    }
    Main.main(new String[] {"--version"}); // last, since it exits the process as every command does
  }

  private void run() throws IOException {
    run(ExitCode.DONE, "--help");
    run(ExitCode.DONE, "creds", "process", "--help");
    run(ExitCode.USAGE, "--no-such-option");
    run(ExitCode.USAGE, "-o", "json", "no-such-command");
    run(ExitCode.DONE, "register", ID, "--selector", "unix:uid:" + uid());
    run(ExitCode.DONE, "entry", "list");
    run(ExitCode.DONE, "-o", "json", "entry", "list");
    run(ExitCode.DONE, "jwt", "fetch", "--audience", "training", "--wait", "10s");
    if (outer.environment().containsKey("AWS_ENDPOINT_URL_STS")) {
      runAws();
    }
  }

  /// Runs the AWS commands, only in the sandbox: a build must never call another AWS.
  private void runAws() {
    run(ExitCode.DONE, "trust", "provider", "create", ISSUER);
    run(ExitCode.DONE, "trust", "role", "create", "training", "--issuer", ISSUER, "--sub", ID);
    run(ExitCode.DONE, "trust", "add-sub", "training", ID);
    run(ExitCode.DONE, "trust", "list-subs", "training");
    run(ExitCode.DONE, "creds", "process", "--role", ROLE, "--wait", "10s");
    run(ExitCode.DONE, "creds", "env", "--role", ROLE);
    run(ExitCode.DONE, "creds", "get", "--role", ROLE);
    for (var use = 0; use < 2; use++) { // cached by the first, read by the second
      run(ExitCode.DONE, "creds", "process", "--role", ROLE, "--cache");
    }
    run(ExitCode.MISSING, "trust", "role", "show", "no-such-role");
    runInPlace(NOT_EXECUTABLE, "creds", "exec", "--role", ROLE, "--", program.toString());
  }

  /// The same console with its own session cache: a build leaves nothing in the user's cache.
  private static Console withCacheIn(Path directory, Console outer) {
    var environment = new HashMap<>(outer.environment());
    environment.put("XDG_CACHE_HOME", directory.toString());
    return new Console(
        outer.in(),
        outer.out(),
        outer.err(),
        outer.inIsTerminal(),
        outer.outIsTerminal(),
        outer.errIsTerminal(),
        outer.width(),
        environment,
        outer.directory(),
        outer.ofProcess());
  }

  /// A program that the system cannot execute, so that this process is not replaced.
  private static Path notExecutable(Path directory) throws IOException {
    var program = Files.writeString(directory.resolve("program"), "#!/nowhere/interpreter\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private static void delete(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (var inside = Files.newDirectoryStream(directory)) {
        for (var file : inside) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static Object uid() throws IOException {
    var mine = Files.createTempFile("training", "");
    try {
      return Files.getAttribute(mine, "unix:uid");
    } finally {
      Files.delete(mine);
    }
  }

  private void run(int expected, String... arguments) {
    run(expected, false, arguments);
  }

  /// Runs a command with the process's own console, which another program may replace.
  private void runInPlace(int expected, String... arguments) {
    run(expected, true, arguments);
  }

  private void run(int expected, boolean ofProcess, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(),
            out,
            err,
            false,
            false,
            false,
            outer.width(),
            outer.environment(),
            outer.directory(),
            ofProcess);
    var code = new Application(console, Clock.systemUTC(), Main::sleep).run(arguments);
    if (code != expected) {
      throw new IllegalStateException(
          "%s ended with %d and not %d: %s"
              .formatted(List.of(arguments), code, expected, err.toString(StandardCharsets.UTF_8)));
    }
  }
}
