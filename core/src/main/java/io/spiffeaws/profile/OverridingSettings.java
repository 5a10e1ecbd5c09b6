package io.spiffeaws.profile;

import java.util.List;
import java.util.stream.Stream;

/// Settings of a profile, in either file, that an SDK takes before others: botocore and the SDK for
/// Java look for a role, a token file and single sign-on first, and differ on whether keys come
/// before `credential_process`.
final class OverridingSettings {
  private static final List<String> THAN_ALL =
      List.of("role_arn", "web_identity_token_file", "sso_session", "sso_start_url");

  private OverridingSettings() {}

  /// @param written the setting that was written
  /// @param rival the one that is as strong
  /// @return a warning for each that is there
  static List<String> than(
      String written, String rival, ProfileName profile, List<ProfileFile> files) {
    return files.stream()
        .flatMap(file ->
            found(file, profile, rival)
                .map(name ->
                    "the profile %s has %s in %s, which some programs take before %s"
                        .formatted(profile, name, file.path(), written)))
        .toList();
  }

  private static Stream<String> found(ProfileFile file, ProfileName profile, String rival) {
    var settings = file.read().settings(section -> file.kind().names(section, profile));
    return Stream.concat(THAN_ALL.stream(), Stream.of(rival)).filter(settings::containsKey);
  }
}
