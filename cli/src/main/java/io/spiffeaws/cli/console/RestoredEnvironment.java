package io.spiffeaws.cli.console;

import java.util.HashMap;
import java.util.Map;

/// Restores the variables that the launcher script hid from the JVM: `SPIFFE_AWS_KEPT_X` is the
/// caller's `X`, empty if that was unset. Programs that are started from here then get the caller's
/// environment and not the launcher's.
final class RestoredEnvironment {
  private static final String KEPT = "SPIFFE_AWS_KEPT_";

  private RestoredEnvironment() {}

  static Map<String, String> restored(Map<String, String> environment) {
    var restored = new HashMap<>(environment);
    environment.forEach((name, value) -> {
      if (name.startsWith(KEPT)) {
        restored.remove(name);
        put(restored, name.substring(KEPT.length()), value);
      }
    });
    return restored;
  }

  private static void put(Map<String, String> environment, String name, String value) {
    if (value.isEmpty()) {
      environment.remove(name);
    } else {
      environment.put(name, value);
    }
  }
}
