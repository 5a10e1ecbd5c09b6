package io.spiffeaws.profile;

import java.util.Map;
import java.util.Optional;

/// The settings of a profile or of an SSO session.
///
/// @param title the name in messages: `AWS profile "NAME"` or `section [sso-session NAME]`
/// @param name of the profile or the session
/// @param values by name in lower case, from both files
public record ProfileSettings(String title, String name, Map<String, ProfileValue> values) {
  public ProfileSettings {
    values = Map.copyOf(values);
  }

  /// Whether the setting exists and is not empty.
  public boolean has(String setting) {
    return get(setting).isPresent();
  }

  /// Returns the value of a setting, or empty if it is missing or empty.
  public Optional<String> get(String setting) {
    return at(setting).map(ProfileValue::text);
  }

  /// Returns the value of a setting with its location, or empty if it is missing or empty.
  public Optional<ProfileValue> at(String setting) {
    return Optional.ofNullable(values.get(setting)).filter(value -> !value.text().isEmpty());
  }
}
