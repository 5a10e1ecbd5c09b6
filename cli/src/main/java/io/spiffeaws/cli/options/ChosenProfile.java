package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.profile.ProfileEndpoints;
import io.spiffeaws.profile.SharedProfiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The AWS profile whose settings apply to calls. Its files are read at most once. Not thread-safe.
final class ChosenProfile {
  /// The profile that the SDKs use if none is specified.
  private static final String DEFAULT = "default";

  private final Invocation invocation;
  private final Optional<String> name;
  private @Nullable ProfileEndpoints settings;

  private ChosenProfile(Invocation invocation, Optional<String> name) {
    this.invocation = invocation;
    this.name = name;
  }

  /// Chooses the profile of the command line, else that of the environment. The variable is for
  /// other programs too, which may have other files, so only the first must exist.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the specified profile does not
  ///   exist, also if no call needs its credentials
  static ChosenProfile of(Invocation invocation, Optional<String> specified) {
    var console = invocation.console();
    specified.ifPresent(
        name -> SharedProfiles.read(console.environment(), console.directory()).require(name, ""));
    return new ChosenProfile(
        invocation, specified.or(() -> ofEnvironment(invocation).map(NamedValue::text)));
  }

  /// Returns the profile of the environment or the context, with its variable. As in the aws CLI,
  /// there are two variables.
  static Optional<NamedValue> ofEnvironment(Invocation invocation) {
    return invocation.named(null, "--profile", "AWS_PROFILE", "AWS_DEFAULT_PROFILE");
  }

  /// Warns if the environment has keys, which are used instead of its profile.
  static void warnIfIgnored(AwsSettings settings, Invocation invocation) {
    settings
        .ignoredProfile()
        .flatMap(_ -> ofEnvironment(invocation))
        .ifPresent(ignored -> warn(invocation, ignored));
  }

  private static void warn(Invocation invocation, NamedValue ignored) {
    var source = ignored.name().replace(" (--profile)", "");
    invocation.warn(
        "the keys in AWS_ACCESS_KEY_ID are used, not the profile \"%s\" of %s; %s"
            .formatted(
                ignored.text(),
                source,
                isMissing(invocation, ignored.text())
                    ? "the profile does not exist: correct " + source + ", or unset it"
                    : TypedCommand.of("to use the profile, add --profile %s", ignored.text())));
  }

  /// Whether neither file has that profile; false if a file cannot be read.
  private static boolean isMissing(Invocation invocation, String name) {
    var console = invocation.console();
    try {
      return SharedProfiles.read(console.environment(), console.directory())
          .profile(name)
          .isEmpty();
    } catch (ProblemException unreadable) {
      return false;
    }
  }

  /// Returns the name; empty if none is specified.
  Optional<String> name() {
    return name;
  }

  ProfileEndpoints settings() {
    if (settings == null) {
      var console = invocation.console();
      settings =
          ProfileEndpoints.read(console.environment(), console.directory(), name.orElse(DEFAULT));
    }
    return settings;
  }

  /// Returns a value of the profile with its source.
  NamedValue named(String setting, String value) {
    return new NamedValue(
        value, "%s of the AWS profile \"%s\"".formatted(setting, name.orElse(DEFAULT)));
  }
}
