package io.spiffeaws.profile;

import java.util.List;
import java.util.stream.Stream;

/// Settings of a profile, in either file, that an SDK prefers to others.
///
/// botocore and the SDK for Java first use a role, a token file or single sign-on. They differ on
/// whether keys override `credential_process`.
final class OverridingSettings {
  private static final List<String> OVERRIDING_ALL =
      List.of("role_arn", "web_identity_token_file", "sso_session", "sso_start_url");

  private OverridingSettings() {}

  /// Returns the warnings.
  ///
  /// @param written the setting that was written
  /// @param rival the setting that has the same priority
  /// @return a warning for each overriding setting that the profile has
  static List<String> than(
      String written, String rival, ProfileName profile, List<ProfileFile> files) {
    return files.stream()
        .flatMap(file ->
            found(file, profile, rival)
                .map(name ->
                    "the profile %s has %s in %s, which some programs use instead of %s"
                        .formatted(profile, name, file.path(), written)))
        .toList();
  }

  private static Stream<String> found(ProfileFile file, ProfileName profile, String rival) {
    var settings = file.read().settings(section -> file.kind().names(section, profile));
    return Stream.concat(OVERRIDING_ALL.stream(), Stream.of(rival)).filter(settings::containsKey);
  }
}
