package io.spiffeaws.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A setting of a context. It has the meaning of an environment variable, which has precedence.
public enum ContextSetting {
  SERVER_SOCKET("server_socket", "SPIRE_SERVER_SOCKET"),
  SERVER_ADDRESS("server_address", "SPIRE_SERVER_ADDRESS"),
  SERVER_EXEC("server_exec", "SPIRE_SERVER_EXEC"),
  WORKLOAD_SOCKET("workload_socket", "SPIFFE_ENDPOINT_SOCKET"),
  ISSUER("issuer", "SPIFFE_AWS_ISSUER"),
  AWS_PROFILE("aws_profile", "AWS_PROFILE"),
  REGION("region", "AWS_REGION"),
  ACCOUNT("account", "SPIFFE_AWS_ACCOUNT"),
  ROLE("role", "AWS_ROLE_ARN"),
  AUDIENCE("audience", "SPIFFE_AWS_AUDIENCE");

  /// One of them at most may be set, so a variable for one excludes the settings of all.
  private static final List<ContextSetting> WAYS_TO_SERVER =
      List.of(SERVER_SOCKET, SERVER_ADDRESS, SERVER_EXEC);

  private final String key;
  private final String variable;

  ContextSetting(String key, String variable) {
    this.key = key;
    this.variable = variable;
  }

  /// Returns the name of the setting in the file.
  public String key() {
    return key;
  }

  /// Returns the environment variable with the same meaning.
  public String variable() {
    return variable;
  }

  /// Returns the setting of that name in the file, or empty if there is none.
  public static Optional<ContextSetting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /// Returns the setting with the meaning of that variable, or empty if there is none.
  public static Optional<ContextSetting> ofVariable(String variable) {
    return Arrays.stream(values()).filter(setting -> setting.variable.equals(variable)).findFirst();
  }

  /// Whether the environment has a value for this setting, or one that excludes it. An empty
  /// variable counts as unset.
  boolean isOverriddenBy(Map<String, String> environment) {
    return overriding(environment).isPresent();
  }

  /// Returns the variable of the environment that has precedence over a value of this setting;
  /// empty if there is none. It can be that of another way to the server.
  public Optional<String> overriding(Map<String, String> environment) {
    var group = WAYS_TO_SERVER.contains(this) ? WAYS_TO_SERVER : List.of(this);
    return group.stream()
        .map(ContextSetting::variable)
        .filter(name -> !environment.getOrDefault(name, "").isEmpty())
        .findFirst();
  }
}
