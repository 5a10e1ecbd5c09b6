package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A Kubernetes cluster of one node, run by the module's `cluster/world` script. All scenarios of a
/// run use the same one, each alone, and must leave it as it was. After one that did not, the next
/// gets a new cluster.
final class ClusterWorld implements World {
  private static final Path SCRIPT = Path.of("cluster/world").toAbsolutePath();

  /// Loading the images takes minutes on a busy machine.
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final Semaphore FREE = new Semaphore(1);

  /// The running cluster, if there is one; changed only with the permit of [#FREE].
  private static @Nullable ClusterWorld running;

  private final Path directory;
  private final Path program;
  private final RealWorld stack;

  private ClusterWorld(Path directory, Path program) {
    this.directory = directory;
    this.program = program;
    this.stack = new RealWorld(directory.resolve("stack"), System.getenv());
  }

  /// Waits for the cluster, and starts it if necessary.
  ///
  /// @param program directory of the tool, which is also in the images
  static ClusterWorld take(Path program) throws IOException {
    FREE.acquireUninterruptibly();
    try {
      if (running == null || !running.program.equals(program)) {
        end();
        running = new ClusterWorld(Files.createTempDirectory("cluster"), program);
        running.script("up");
      }
      return running;
    } catch (IOException | RuntimeException e) {
      FREE.release();
      throw e;
    }
  }

  /// Ends the cluster after all scenarios.
  static void end() throws IOException {
    if (running != null) {
      var ended = running;
      running = null;
      ended.script("down");
    }
  }

  @Override
  public Map<String, String> environment() {
    return stack.environment();
  }

  @Override
  public String account() {
    return stack.account();
  }

  @Override
  public List<String> inside(List<String> command) {
    return stack.inside(command);
  }

  @Override
  public String query(String[] words) throws IOException {
    return stack.query(words);
  }

  @Override
  public void moveClock(Duration by) {
    stack.moveClock(by);
  }

  /// Gives the cluster to the next scenario.
  ///
  /// @throws IOException if something was left in it; it is ended then
  @Override
  public void close() throws IOException {
    try {
      script("left");
    } catch (IOException e) {
      end();
      throw e;
    } finally {
      FREE.release();
    }
  }

  private void script(String verb) throws IOException {
    var tool = program.resolve("spiffe-aws").toString();
    var command = List.of(SCRIPT.toString(), verb, directory.toString(), tool);
    var result = Shell.run(command, System.getenv(), Path.of("."), LIMIT);
    if (result.exit() != 0) {
      throw new IOException("cluster/world " + verb + ": " + result.err());
    }
  }
}
