package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.sts.RoleArn;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The source of credentials that a profile specifies.
sealed interface CredentialSource {
  /// Keys in the profile itself.
  ///
  /// @param place file and line
  record Keys(String profile, AwsKeys keys, String place) implements CredentialSource {}

  /// `credential_process`.
  ///
  /// @param place file and line
  record Command(String profile, String command, String place) implements CredentialSource {
    /// Without the command, which may hold a secret.
    @Override
    public String toString() {
      return place;
    }
  }

  /// IAM Identity Center.
  record Sso(String profile, SsoSession session, String account, String role)
      implements CredentialSource {}

  /// `aws login`.
  ///
  /// @param session `login_session`: the ARN of the user who signed in
  record Login(String profile, String session, Optional<String> region)
      implements CredentialSource {}

  /// A role that is assumed with a token from a file.
  record WebIdentity(
      String profile, RoleArn role, Optional<String> sessionName, Path tokenFile, String place)
      implements CredentialSource {}

  /// A role that is assumed with the credentials of another source.
  record Assumed(ProfileRole role, CredentialSource source) implements CredentialSource {}

  /// The credentials of the environment or the machine, without a profile.
  record Machine(Kind kind) implements CredentialSource {}

  /// The values of `credential_source`.
  enum Kind {
    ENVIRONMENT("Environment"),
    CONTAINER("EcsContainer"),
    INSTANCE("Ec2InstanceMetadata");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /// A sign-in to IAM Identity Center.
  ///
  /// @param name of the `sso-session` section; empty if the settings are in the profile itself
  record SsoSession(Optional<String> name, URI startUrl, String region) {}

  /// The role of a profile, as the parameters of AssumeRole.
  ///
  /// @param duration empty if the profile does not specify it: STS then uses one hour
  record ProfileRole(
      String profile,
      RoleArn arn,
      Optional<String> sessionName,
      Optional<String> externalId,
      Optional<String> mfaSerial,
      Optional<Duration> duration) {}
}
