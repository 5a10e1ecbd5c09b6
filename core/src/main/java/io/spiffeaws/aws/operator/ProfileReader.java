package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.aws.operator.CredentialSource.Kind;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.aws.operator.CredentialSource.SsoSession;
import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.profile.ProfileSettings;
import io.spiffeaws.profile.SharedProfiles;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.RoleArn;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Determines the source of a profile's credentials (AWS SDKs and Tools Reference Guide). The order
/// is that of the SDK for Java: a role, IAM Identity Center, `aws login`, `credential_process`,
/// keys. For a role, a token is used before a source profile, as in the aws CLI.
final class ProfileReader {
  /// The first setting of each source.
  private static final List<String> SOURCES =
      List.of(
          "role_arn",
          "sso_session",
          "sso_start_url",
          "login_session",
          "credential_process",
          "aws_access_key_id",
          "aws_secret_access_key");

  private final SharedProfiles profiles;
  private final Path directory;
  private final String home;

  /// @param directory the base of relative paths
  /// @param home the user's home directory, for `~/`
  ProfileReader(SharedProfiles profiles, Path directory, String home) {
    this.profiles = profiles;
    this.directory = directory;
    this.home = home;
  }

  /// Returns the source of a profile.
  ///
  /// @return empty if the profile specifies no credentials
  /// @throws ProblemException malformed, if the profile does not exist or is invalid
  Optional<CredentialSource> read(String name) {
    return read(name, new ArrayList<>());
  }

  /// Whether the profile exists.
  boolean has(String name) {
    return profiles.profile(name).isPresent();
  }

  private Optional<CredentialSource> read(String name, List<String> leading) {
    var profile = profiles.require(name, of(leading));
    leading.add(name);
    if (profile.has("role_arn")) {
      return Optional.of(role(profile, leading));
    }
    return withoutRole(profile);
  }

  private static String of(List<String> leading) {
    return leading.isEmpty() ? "" : " (source_profile of \"" + leading.getLast() + "\")";
  }

  private Optional<CredentialSource> withoutRole(ProfileSettings profile) {
    if (profile.has("sso_session")
        || profile.has("sso_start_url")
        || profile.has("sso_account_id")
        || profile.has("sso_role_name")) {
      return Optional.of(sso(profile));
    }
    if (profile.has("login_session")) {
      return Optional.of(
          new CredentialSource.Login(
              profile.name(), required(profile, "login_session"), profile.get("region")));
    }
    if (profile.has("credential_process")) {
      var command = profile.at("credential_process").orElseThrow();
      return Optional.of(
          new CredentialSource.Command(profile.name(), command.text(), command.place()));
    }
    return keys(profile);
  }

  /// Returns the problem of a profile without credentials.
  ///
  /// @param name of a profile that exists
  ProblemException withoutCredentials(String name) {
    return incomplete(name)
        .orElseGet(() ->
            ProblemException.malformed(
                "profile-without-credentials",
                "the AWS profile \"" + name + "\" has no credentials",
                profiles
                    .misnamed(name)
                    .orElseGet(() ->
                        TypedCommand.of("to add keys, run: aws configure --profile %s", name))));
  }

  /// As [#incomplete], also for a profile that does not exist: then the problem is a section that
  /// was meant to be it.
  Optional<ProblemException> incompleteDefault(String name) {
    return has(name)
        ? incomplete(name)
        : profiles
            .misnamed(name)
            .map(correction ->
                ProblemException.refused(
                    "no-aws-credentials", "no AWS credentials found", correction));
  }

  /// Returns the problem of a profile whose settings the SDKs ignore without a word because others
  /// are missing; empty if it has none of these settings.
  Optional<ProblemException> incomplete(String name) {
    var profile = profiles.require(name, "");
    for (var setting : List.of("source_profile", "credential_source", "web_identity_token_file")) {
      if (profile.has(setting)) {
        return Optional.of(
            BrokenProfile.of(profile, setting, "it has " + setting + " but no role_arn"));
      }
    }
    if (profile.has("aws_session_token")) {
      return Optional.of(
          BrokenProfile.of(
              profile,
              "aws_session_token",
              "it has aws_session_token but no aws_access_key_id in the same section"));
    }
    for (var setting : SOURCES) {
      if (profile.values().containsKey(setting)) {
        return Optional.of(BrokenProfile.of(profile, setting, "its " + setting + " is empty"));
      }
    }
    return Optional.empty();
  }

  private static Optional<CredentialSource> keys(ProfileSettings profile) {
    var id = profile.get("aws_access_key_id");
    var secret = profile.get("aws_secret_access_key");
    if (id.isPresent() != secret.isPresent()) {
      var present = id.isPresent() ? "aws_access_key_id" : "aws_secret_access_key";
      var missing = id.isPresent() ? "aws_secret_access_key" : "aws_access_key_id";
      throw BrokenProfile.of(
          profile, present, "it has " + present + " but no " + missing + " in the same section");
    }
    return id.map(key ->
        new CredentialSource.Keys(
            profile.name(),
            new AwsKeys(
                key,
                Secret.of(secret.orElseThrow()),
                profile.get("aws_session_token").map(Secret::of)),
            profile.at("aws_access_key_id").orElseThrow().place()));
  }

  // --- roles

  private CredentialSource role(ProfileSettings profile, List<String> leading) {
    var sources =
        List.of("web_identity_token_file", "source_profile", "credential_source").stream()
            .filter(profile::has)
            .toList();
    if (sources.isEmpty()) {
      throw BrokenProfile.of(
          profile,
          "role_arn",
          "it has role_arn, but none of source_profile, credential_source and"
              + " web_identity_token_file");
    }
    if (sources.equals(List.of("source_profile", "credential_source"))) {
      throw BrokenProfile.of(
          profile, "credential_source", "it has both source_profile and credential_source");
    }
    return switch (sources.getFirst()) {
      case "source_profile" ->
          new CredentialSource.Assumed(assumed(profile), source(profile, leading));
      case "credential_source" -> new CredentialSource.Assumed(assumed(profile), machine(profile));
      default -> webIdentity(profile);
    };
  }

  private CredentialSource source(ProfileSettings profile, List<String> leading) {
    var source = required(profile, "source_profile");
    if (source.equals(profile.name())) {
      return keys(profile)
          .orElseThrow(() ->
              BrokenProfile.of(
                  profile, "source_profile", "its source_profile is itself, and it has no keys"));
    }
    if (leading.contains(source)) {
      throw BrokenProfile.of(
          profile,
          "source_profile",
          "source_profile forms a loop: "
              + String.join(" -> ", leading.subList(leading.indexOf(source), leading.size()))
              + " -> "
              + source);
    }
    return read(source, leading)
        .orElseThrow(() ->
            incomplete(source)
                .orElseGet(() ->
                    BrokenProfile.of(
                        profile,
                        "source_profile",
                        "its source_profile \"" + source + "\" has no credentials")));
  }

  private static CredentialSource machine(ProfileSettings profile) {
    var text = required(profile, "credential_source");
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .map(CredentialSource.Machine::new)
        .orElseThrow(() ->
            BrokenProfile.of(
                profile,
                "credential_source",
                "invalid credential_source \"%s\": expected one of %s"
                    .formatted(
                        text,
                        Arrays.stream(Kind.values())
                            .map(Kind::text)
                            .collect(Collectors.joining(", ")))));
  }

  private CredentialSource webIdentity(ProfileSettings profile) {
    var file = profile.at("web_identity_token_file").orElseThrow();
    return new CredentialSource.WebIdentity(
        profile.name(),
        arn(profile),
        profile.get("role_session_name"),
        path(profile, file.text()),
        file.place());
  }

  private static ProfileRole assumed(ProfileSettings profile) {
    return new ProfileRole(
        profile.name(),
        arn(profile),
        profile.get("role_session_name"),
        profile.get("external_id"),
        profile.get("mfa_serial"),
        profile.get("duration_seconds").map(text -> seconds(profile, text)));
  }

  private static RoleArn arn(ProfileSettings profile) {
    try {
      return RoleArn.parse(required(profile, "role_arn"));
    } catch (ProblemException e) {
      throw BrokenProfile.of(profile, "role_arn", e.problem().message());
    }
  }

  private static Duration seconds(ProfileSettings profile, String text) {
    if (!text.matches("\\d{1,6}")) {
      throw BrokenProfile.of(
          profile,
          "duration_seconds",
          "invalid duration_seconds \"" + text + "\": expected a number");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private Path path(ProfileSettings profile, String text) {
    try {
      return directory.resolve(
          PathText.parse(text.startsWith("~/") ? home + text.substring(1) : text));
    } catch (ProblemException e) {
      throw BrokenProfile.of(profile, "web_identity_token_file", e.problem().message());
    }
  }

  // --- IAM Identity Center

  private CredentialSource sso(ProfileSettings profile) {
    return new CredentialSource.Sso(
        profile.name(),
        profile
            .get("sso_session")
            .map(name -> session(profile, name))
            .orElseGet(() -> legacy(profile)),
        required(profile, "sso_account_id"),
        required(profile, "sso_role_name"));
  }

  private static SsoSession legacy(ProfileSettings profile) {
    if (!profile.has("sso_start_url")) {
      throw BrokenProfile.of(
          profile, "sso_session", "it has neither sso_session nor sso_start_url");
    }
    return session(Optional.empty(), profile);
  }

  private SsoSession session(ProfileSettings profile, String name) {
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
    var region = required(settings, "sso_region");
    try {
      return new SsoSession(
          name, new URI(required(settings, "sso_start_url")), RegionName.check(region));
    } catch (URISyntaxException e) {
      throw BrokenProfile.of(settings, "sso_start_url", "sso_start_url is not a URL");
    } catch (ProblemException e) {
      throw e.problem().code().equals("malformed-region")
          ? BrokenProfile.of(settings, "sso_region", e.problem().message())
          : e;
    }
  }

  private static String required(ProfileSettings settings, String name) {
    return settings
        .get(name)
        .orElseThrow(() -> BrokenProfile.of(settings, name, "it has no " + name));
  }
}
