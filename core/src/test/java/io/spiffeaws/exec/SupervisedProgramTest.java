package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(ForegroundSignalsTest.SIGNALS)
class SupervisedProgramTest {
  private final SupervisedProgram programs =
      new SupervisedProgram(new InheritedDescriptors(List.of()));

  @TempDir Path directory;

  @Test
  void returnsEveryExitCode() {
    var codes = IntStream.range(0, 256).map(code -> sh("exit " + code)).boxed().toList();
    assertThat(codes).isEqualTo(IntStream.range(0, 256).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 9, 13, 14, 15, 25})
  void returnsTheTerminatingSignalAsAShellDoes(int signal) throws Exception {
    assumeNotIgnored(signal);
    assertThat(sh("kill -" + signal + " $$")).isEqualTo(128 + signal);
  }

  @ParameterizedTest
  @CsvSource({
    "HUP, 1",
    "INT, 2",
    "TERM, 15",
    "USR1, 10",
    "USR2, 12",
    "ALRM, 14",
    "VTALRM, 26",
    "PROF, 27",
    "IO, 29",
    "PWR, 30",
    "STKFLT, 16",
    "XCPU, 24"
  })
  void signalToThisProcessReachesTheChildOnce(String signal, int number) throws Exception {
    assumeNotIgnored(number);
    var code =
        sh(
            """
            n=0; trap 'n=$((n + 1)); : > %2$s' %1$d
            kill -%1$d $PPID
            while [ ! -e %2$s ]; do sleep 0.01; done
            sleep 0.1; exit $n
            """
                .formatted(number, directory.resolve("got")));
    assertThat(code).isEqualTo(1);
  }

  @Test
  void childHasTheSignalHandlingOfThisProcessesParent() {
    assertThat(output("exec cat /proc/self/status"))
        .contains("SigBlk:\t0000000000000000")
        .contains("SigCgt:\t0000000000000000");
  }

  @Test
  void passesOnOnlyInheritedDescriptors() {
    assertThat(output("exec ls /proc/self/fd")).isEqualTo("0\n1\n2\n3\n"); // 3 is the directory
  }

  @Test
  void descriptorOfAnotherThreadDoesNotReachTheChild() throws Exception {
    var done = new AtomicBoolean();
    var file = Files.createFile(directory.resolve("opened"));
    var other = Thread.ofPlatform().start(() -> openRepeatedly(file, done));
    try {
      for (var i = 0; i < 100; i++) {
        assertThat(output("exec ls /proc/self/fd")).isEqualTo("0\n1\n2\n3\n");
      }
    } finally {
      done.set(true);
      other.join();
    }
  }

  @Test
  void passesOnAnInheritedDescriptorAndNoneBelowIt() throws Exception {
    var below = Files.writeString(directory.resolve("below"), "other");
    var file = Files.writeString(directory.resolve("inherited"), "text");
    try (var first = FileChannel.open(below);
        var second = FileChannel.open(file)) {
      assertThat(first.isOpen() && second.isOpen()).isTrue();
      var number = numberOf(file);
      var inheriting = new SupervisedProgram(new InheritedDescriptors(List.of(number)));
      var listed = directory.resolve("listed");
      var script =
          "ls -l /proc/self/fd > %s; cat /proc/self/fd/%d >> %1$s".formatted(listed, number);
      assertThat(inheriting.run(call(Path.of("/bin/sh"), "sh", "-c", script))).isZero();
      assertThat(listed)
          .content()
          .contains(" " + number + " -> " + file + "\n")
          .doesNotContain(below.toString())
          .endsWith("text");
    }
  }

  @Test
  void leavesNoZombie() {
    var child = Integer.parseInt(output("echo $$").strip());
    assertThat(ProcessStat.endedChildren((int) ProcessHandle.current().pid()))
        .doesNotContain(child);
  }

  @Test
  void reapsOrphansAndNotTheChildThatIsWaitedFor() {
    var children = SystemCalls.children().orElseThrow();
    var own = (int) ProcessHandle.current().pid();
    var orphan = ended(children, 3);
    var waitedFor = ended(children, 4);
    try (var orphans = new ZombieReaper(only(orphan, children), own, waitedFor)) {
      orphans.scan();
      orphans.scan();
      assertThat(ProcessStat.endedChildren(own)).contains(orphan, waitedFor);
      orphans.scan();
      assertThat(ProcessStat.endedChildren(own)).contains(waitedFor).doesNotContain(orphan);
      assertThat(children.await(waitedFor).code()).isEqualTo(4);
    }
  }

  @Test
  void failsWithTheExitCodeOfAShell() throws Exception {
    var text = directory.resolve("text");
    Files.writeString(text, "\u007fELF and no more");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(failure(directory.resolve("none"))).isEqualTo(127);
    assertThat(failure(directory)).isEqualTo(126);
  }

  @Test
  void scriptWithoutAFirstLineIsRunByAShell() throws Exception {
    var script = directory.resolve("script");
    Files.writeString(script, "exit $(($1 + 1))\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(run(script, "script", "41")).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({
    "7 (a) S) T 1 7 7 34816 7 0, true, true, true",
    "7 (java) S 1 7 7 34816 9 0, false, true, false",
    "7 (java) S 1 7 7 0 -1 0, false, false, false",
    "7 (java) S 1 7 7 34816 -1 0, false, false, false"
  })
  void parsesTheStatLineOfAProcess(
      String stat, boolean stopped, boolean onTerminal, boolean foreground) {
    assertThat(ProcessStat.parse(stat)).isEqualTo(new ProcessStat(stopped, onTerminal, foreground));
  }

  private static void assumeNotIgnored(int signal) throws IOException {
    assumeThat(ignored(signal))
        .as(
            "this build was started with signal %d ignored, as nohup does: no shell below it can"
                + " trap it, or end by it",
            signal)
        .isFalse();
  }

  private static boolean ignored(int signal) throws IOException {
    var mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst();
    return (mask.orElseThrow() >> (signal - 1) & 1) == 1;
  }

  /// Returns a child that has exited and has not been waited for.
  private int ended(ChildCalls children, int code) {
    var words = List.of("sh", "-c", "exit " + code);
    var call = new ProgramCall(Path.of("/bin/sh"), words, Map.of("PATH", "/bin"), directory);
    var child = children.start(RawProgramCall.of(call), new InheritedDescriptors(List.of()));
    while (!ProcessStat.endedChildren((int) ProcessHandle.current().pid()).contains(child)) {
      Thread.onSpinWait();
    }
    return child;
  }

  /// Returns calls that reap no child but one: others may belong to tests that run alongside.
  private static ChildCalls only(int child, ChildCalls calls) {
    return new ChildCalls() {
      @Override
      public int start(RawProgramCall call, InheritedDescriptors inherited) {
        return calls.start(call, inherited);
      }

      @Override
      public State await(int pid) {
        return pid == child ? calls.await(pid) : new State(false, 0);
      }

      @Override
      public boolean send(int pid, int signal) {
        return calls.send(pid, signal);
      }
    };
  }

  private int failure(Path program) {
    return catchThrowableOfType(ProgramFailure.class, () -> run(program, "none")).code();
  }

  private String output(String script) {
    var file = directory.resolve("out");
    assertThat(sh("exec > " + file + "; " + script)).isZero();
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int sh(String script) {
    return run(Path.of("/bin/sh"), "sh", "-c", script);
  }

  private int run(Path program, String... words) {
    return programs.run(call(program, words));
  }

  private ProgramCall call(Path program, String... words) {
    return new ProgramCall(
        program, List.of(words), new HashMap<>(Map.of("PATH", "/usr/bin:/bin")), directory);
  }

  private static void openRepeatedly(Path file, AtomicBoolean done) {
    while (!done.get()) {
      try (var channel = FileChannel.open(file)) {
        channel.size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Returns the number of this process's descriptor of a file.
  private static int numberOf(Path file) throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .filter(descriptor -> file.equals(target(descriptor)))
          .map(descriptor -> Integer.parseInt(descriptor.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException closedMeanwhile) {
      return link;
    }
  }
}
