package io.spiffeaws.file;

import java.util.HashMap;
import java.util.Map;

/// Locates the directories in which this program stores files of the user: the session cache and
/// the locks.
public final class UserDirectories {
  /// The environment variable that a sandbox sets to its own directory.
  public static final String SANDBOX = "SPIFFE_AWS_SANDBOX_DIR";

  private UserDirectories() {}

  /// Returns the environment from which the directories are derived. In a sandbox they are in the
  /// directory of the sandbox, which is deleted with it; programs that run there keep their own.
  public static Map<String, String> of(Map<String, String> environment) {
    var sandbox = environment.getOrDefault(SANDBOX, "");
    if (!sandbox.startsWith("/")) {
      return environment;
    }
    var inSandbox = new HashMap<>(environment);
    inSandbox.put("XDG_CACHE_HOME", sandbox + "/cache");
    inSandbox.put("XDG_STATE_HOME", sandbox + "/state");
    return inSandbox;
  }
}
