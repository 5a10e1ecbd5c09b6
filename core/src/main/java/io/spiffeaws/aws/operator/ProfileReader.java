package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.operator.CredentialSource.Kind;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.profile.ProfileSettings;
import io.spiffeaws.profile.SharedProfiles;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.RoleArn;
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
      return Optional.of(SsoProfile.of(profile, profiles));
    }
    if (profile.has("login_session")) {
      return Optional.of(
          new CredentialSource.Login(
              profile.name(),
              BrokenProfile.required(profile, "login_session"),
              profile.get("region")));
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

  /// Returns the problem of a profile with incomplete settings, or, if it does not exist, of a
  /// section that was meant to be it.
  Optional<ProblemException> incompleteDefault(String name) {
    return has(name)
        ? incomplete(name)
        : profiles
            .misnamed(name)
            .map(correction ->
                ProblemException.refused(
                    "no-aws-credentials", "no AWS credentials found", correction));
  }

  private Optional<ProblemException> incomplete(String name) {
    return IncompleteProfile.of(profiles.require(name, ""));
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
    var source = BrokenProfile.required(profile, "source_profile");
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
    var text = BrokenProfile.required(profile, "credential_source");
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
      return RoleArn.parse(BrokenProfile.required(profile, "role_arn"));
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
}
