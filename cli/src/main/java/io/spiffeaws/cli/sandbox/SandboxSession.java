package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.exec.ProgramSearch;
import io.spiffeaws.file.UserDirectories;
import io.spiffeaws.sandbox.MarkedShell;
import io.spiffeaws.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A sandbox and the commands in it. Both end with the process, except after SIGKILL.
public final class SandboxSession implements AutoCloseable {
  private final Sandbox sandbox;
  private final Console console;
  private final ProgramRunner programs;

  /// @param programs runs the commands
  public SandboxSession(Sandbox sandbox, Console console, ProgramRunner programs) {
    this.sandbox = sandbox;
    this.console = console;
    this.programs = programs;
    if (console.ofProcess()) {
      Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    }
  }

  /// Returns the variables that a program in the sandbox must have, and one for prompts:
  /// `SPIFFE_AWS_SANDBOX` is the account. The user's own contexts, AWS profiles, cached sessions
  /// and locks do not apply there.
  Map<String, String> variables() {
    var variables = new LinkedHashMap<>(sandbox.environment());
    variables.put("SPIFFE_AWS_SANDBOX", Sandbox.ACCOUNT);
    variables.put(UserDirectories.SANDBOX, sandbox.directory().toString());
    variables.put("SPIFFE_AWS_CONFIG", file("config.toml"));
    variables.put("AWS_CONFIG_FILE", file("aws-config"));
    variables.put("AWS_SHARED_CREDENTIALS_FILE", file("aws-credentials"));
    return variables;
  }

  private String file(String name) {
    return sandbox.directory().resolve(name).toString();
  }

  /// Whether this program itself runs in a sandbox.
  boolean isInner() {
    return console.environment().containsKey("SPIFFE_AWS_SANDBOX");
  }

  /// Variables of the console that would connect a program to other services.
  List<String> unset() {
    return console.environment().keySet().stream()
        .filter(name -> selectsService(name) && !variables().containsKey(name))
        .sorted()
        .toList();
  }

  /// The console's environment with the sandbox's variables, and without [#unset()].
  Map<String, String> environment() {
    var environment = new TreeMap<>(console.environment());
    environment.keySet().removeIf(SandboxSession::selectsService);
    environment.putAll(variables());
    for (var name : List.of("NO_PROXY", "no_proxy")) {
      environment.merge(name, "127.0.0.1", (others, own) -> others + "," + own);
    }
    return environment;
  }

  /// Runs a command in the sandbox. On a terminal, the prompt of a shell is marked.
  ///
  /// @return its exit code, as a shell sees it
  int run(List<String> command) {
    var environment = environment();
    var program = ProgramSearch.find(command.getFirst(), environment, console.directory());
    var shell =
        console.inIsTerminal() && console.errIsTerminal()
            ? MarkedShell.of(command, environment, sandbox.directory())
            : new MarkedShell(command, environment);
    return programs.run(
        new ProgramCall(program, shell.command(), shell.environment(), console.directory()));
  }

  @Override
  public void close() {
    sandbox.close();
  }

  /// Whether a variable selects a service. A timeout does not, so it is passed on.
  private static boolean selectsService(String name) {
    return (name.startsWith("AWS_") || name.startsWith("SPIFFE_") || name.startsWith("SPIRE_"))
        && !name.equals("SPIFFE_AWS_TIMEOUT");
  }
}
