package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The embedded sandbox, in this process; it is looked at through its own state.
final class SandboxWorld implements World {
  static SandboxWorld start(Path directory, Duration clock) throws IOException {
    if (!clock.isZero()) {
      throw new IOException("the clock of " + directory + " does not move");
    }
    return new SandboxWorld();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public String account() {
    return "123456789012";
  }

  @Override
  public List<String> inside(List<String> command) {
    return command;
  }

  @Override
  public String look(String[] words) {
    throw new IllegalArgumentException("no such look: " + words[0]);
  }

  @Override
  public void moveClock(Duration by) {}

  @Override
  public void close() {}
}
