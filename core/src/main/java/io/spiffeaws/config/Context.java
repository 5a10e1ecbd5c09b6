package io.spiffeaws.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A named set of values for options, for one environment such as `prod`.
///
/// @param settings the values, none of them empty
public record Context(String name, Map<ContextSetting, String> settings) {
  public Context {
    var ordered = new EnumMap<ContextSetting, String>(ContextSetting.class);
    ordered.putAll(settings);
    settings = Collections.unmodifiableMap(ordered);
  }

  /// Returns the value that this context has for an environment variable, or empty if it has none
  /// or if the environment has precedence.
  public Optional<String> value(String variable, Map<String, String> environment) {
    return ContextSetting.ofVariable(variable)
        .filter(setting -> !setting.isOverriddenBy(environment))
        .map(settings::get);
  }

  /// Returns the settings that are in effect: those that the environment does not override.
  public Map<ContextSetting, String> effective(Map<String, String> environment) {
    var effective = new EnumMap<ContextSetting, String>(settings);
    effective.keySet().removeIf(setting -> setting.isOverriddenBy(environment));
    return effective;
  }
}
