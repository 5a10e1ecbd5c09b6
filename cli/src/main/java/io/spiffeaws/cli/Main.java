package io.spiffeaws.cli;

import io.spiffeaws.cli.console.ClosedStreams;
import io.spiffeaws.cli.console.SystemConsole;
import java.time.Clock;
import java.time.Duration;

/// The process. Only this class exits it.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try (var _ = ClosedStreams.hold()) {
      var application = new Application(SystemConsole.open(), Clock.systemUTC(), Main::sleep);
      System.exit(application.run(arguments));
    }
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
