package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.RegionName;
import io.spiffeaws.aws.operator.CredentialSource.SsoSession;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileSettings;
import io.spiffeaws.profile.SharedProfiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Reads the settings of IAM Identity Center in a profile: those of an `sso-session` section, or
/// the legacy ones of the profile itself (AWS SDKs and Tools Reference Guide, IAM Identity Center
/// credential provider).
final class SsoProfile {
  private SsoProfile() {}

  /// Returns the source of a profile that has a setting of IAM Identity Center.
  ///
  /// @throws ProblemException malformed, if a setting is missing or contradicts the session
  static CredentialSource of(ProfileSettings profile, SharedProfiles profiles) {
    return new CredentialSource.Sso(
        profile.name(),
        profile
            .get("sso_session")
            .map(name -> session(profile, name, profiles))
            .orElseGet(() -> legacy(profile)),
        BrokenProfile.required(profile, "sso_account_id"),
        BrokenProfile.required(profile, "sso_role_name"));
  }

  private static SsoSession legacy(ProfileSettings profile) {
    if (!profile.has("sso_start_url")) {
      throw BrokenProfile.of(
          profile, "sso_session", "it has neither sso_session nor sso_start_url");
    }
    return session(Optional.empty(), profile);
  }

  private static SsoSession session(ProfileSettings profile, String name, SharedProfiles profiles) {
    var section =
        profiles
            .ssoSession(name)
            .orElseThrow(() ->
                BrokenProfile.of(
                    profile,
                    "sso_session",
                    "section [sso-session " + name + "] not found in the config file"));
    for (var setting : List.of("sso_start_url", "sso_region")) {
      var own = profile.get(setting);
      if (own.isPresent() && !own.equals(section.get(setting))) {
        throw BrokenProfile.of(
            profile,
            setting,
            "its " + setting + " differs from that of [sso-session " + name + "]");
      }
    }
    return session(Optional.of(name), section);
  }

  private static SsoSession session(Optional<String> name, ProfileSettings settings) {
    var region = BrokenProfile.required(settings, "sso_region");
    try {
      return new SsoSession(
          name,
          new URI(BrokenProfile.required(settings, "sso_start_url")),
          RegionName.check(region));
    } catch (URISyntaxException e) {
      throw BrokenProfile.of(settings, "sso_start_url", "sso_start_url is not a URL");
    } catch (ProblemException e) {
      throw e.problem().code().equals("malformed-region")
          ? BrokenProfile.of(settings, "sso_region", e.problem().message())
          : e;
    }
  }
}
