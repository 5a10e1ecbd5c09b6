package io.spiffeaws.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Puts a program in this one's place (execve(2)): it keeps the process ID, the terminal and the
/// standard streams, so signals, job control and exit code are the program's own. Where the system
/// offers no such call, the program runs as a child that inherits the streams.
///
/// Descriptors that this program opened stay behind; those that it inherited, such as a shell's
/// `<(…)`, are handed on.
public final class ExecveRunner implements ProgramRunner {
  private static final int ENOENT = 2;
  private static final int ENOEXEC = 8;

  private final InheritedDescriptors inherited;

  /// @param inherited those of the process, looked at before it opened any of its own
  public ExecveRunner(InheritedDescriptors inherited) {
    this.inherited = inherited;
  }

  @Override
  public int run(ProgramCall call) {
    var system = PosixCalls.available();
    return system.isPresent() ? replace(system.get(), call) : inherit(call);
  }

  private int replace(PosixCalls system, ProgramCall call) {
    var environment = RawWords.environment(call.environment());
    var words = RawWords.arguments(call.words());
    var program = call.program().toString().getBytes(StandardCharsets.UTF_8);
    system.keepOnly(inherited.numbers());
    system.restoreSignals();
    var error = system.execve(program, words, environment);
    if (error == ENOEXEC) { // a script without a first line: a shell runs it itself
      error = system.execve(bytes("/bin/sh"), script(program, words), environment);
    }
    throw error == ENOENT
        ? ProgramFailure.notFound(call.program().toString())
        : ProgramFailure.notExecutable(call.program());
  }

  private static List<byte[]> script(byte[] program, List<byte[]> words) {
    var shell = new ArrayList<byte[]>();
    shell.add(bytes("sh"));
    shell.add(program);
    shell.addAll(words.subList(1, words.size()));
    return shell;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int inherit(ProgramCall call) {
    try {
      return ChildProcessRunner.builder(call).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw ProgramFailure.notExecutable(call.program());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }
}
