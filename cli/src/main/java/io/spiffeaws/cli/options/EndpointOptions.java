package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.aws.operator.OperatorCredentials;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.console.ControllingTerminal;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.profile.ProfileEndpoints;
import io.spiffeaws.profile.SharedProfiles;
import io.spiffeaws.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Region and endpoints of AWS, from options, and from the variables and the profile that the SDKs
/// read.
public final class EndpointOptions {
  private static final Map<String, String> ENDPOINT_VARIABLES =
      Map.of(
          "", "AWS_ENDPOINT_URL",
          "sts", "AWS_ENDPOINT_URL_STS",
          "iam", "AWS_ENDPOINT_URL_IAM",
          "s3", "AWS_ENDPOINT_URL_S3",
          "cloudtrail", "AWS_ENDPOINT_URL_CLOUDTRAIL",
          "sso", "AWS_ENDPOINT_URL_SSO",
          "sso_oidc", "AWS_ENDPOINT_URL_SSO_OIDC",
          "signin", "AWS_ENDPOINT_URL_SIGNIN",
          "rolesanywhere", "AWS_ENDPOINT_URL_ROLESANYWHERE");

  /// The profile that the SDKs use if none is specified.
  private static final String DEFAULT_PROFILE = "default";

  /// The services that many commands call; the others are for sign-in, and CloudTrail is for one
  /// option. A profile whose endpoints are all overridden is not read.
  static final Set<String> CALLED = Set.of("sts", "iam", "s3");

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = {
        "AWS region",
        "[env: AWS_REGION, AWS_DEFAULT_REGION] [default: the region of the profile]"
      })
  private @Nullable String region;

  @Option(names = "--allow-http", description = "Accept an http endpoint that is not on loopback")
  private boolean allowHttp;

  /// The settings of the profile, read at most once.
  private @Nullable ProfileEndpoints ofProfile;

  /// @param profile the profile for calls with the operator's own credentials, which overrides the
  ///   environment; the same in every call
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the specified profile does not
  ///   exist, or an endpoint or the region, in the environment or the profile, is invalid
  public AwsSettings settings(Invocation invocation, Optional<String> profile) {
    return settings(invocation, profile, CALLED);
  }

  /// As above.
  ///
  /// @param called the services that the command calls
  AwsSettings settings(Invocation invocation, Optional<String> profile, Set<String> called) {
    var chosen = profile.or(() -> invocation.environment("AWS_PROFILE"));
    profile.ifPresent(name -> requireProfile(invocation, name));
    var settings =
        new AwsSettings(
            region(invocation, chosen),
            endpoints(invocation, chosen, called),
            invocation
                .environment("AWS_CA_BUNDLE")
                .or(() -> ofProfile(invocation, chosen).caBundle())
                .map(Path::of),
            chosen,
            allowHttp,
            invocation.timeout(),
            new Proxies(invocation::environment),
            profile.isEmpty() ? keys(invocation) : Optional.empty(),
            KeySource.NONE,
            ofProfile(invocation, chosen).sdkSettings());
    return settings.with(operator(invocation, settings));
  }

  private Optional<String> region(Invocation invocation, Optional<String> profile) {
    return invocation
        .named(region, "--region", "AWS_REGION", "AWS_DEFAULT_REGION")
        .or(() ->
            ofProfile(invocation, profile)
                .region()
                .map(name -> new NamedValue(name, ofProfile("region", profile))))
        .map(name -> name.parse(RegionName::check));
  }

  /// The source of a value that a profile has.
  private static String ofProfile(String setting, Optional<String> profile) {
    return "%s of the AWS profile \"%s\"".formatted(setting, profile.orElse(DEFAULT_PROFILE));
  }

  /// Rejects an unknown profile on the command line, also if no call needs its credentials. The
  /// variable is for other programs too, which may have other files.
  private void requireProfile(Invocation invocation, String name) {
    if (ofProfile == null) {
      var console = invocation.console();
      SharedProfiles.read(console.environment(), console.directory()).require(name, "");
    }
  }

  private static KeySource operator(Invocation invocation, AwsSettings settings) {
    var console = invocation.console();
    return OperatorCredentials.of(
        settings,
        new OperatorCredentials.Caller(
            console.environment(),
            console.directory(),
            serial -> ControllingTerminal.ask(console, "MFA code of " + serial + ": "),
            invocation.clock()),
        invocation.calls(),
        invocation.sleeper());
  }

  /// The region on the command line.
  Optional<String> region() {
    return Optional.ofNullable(region);
  }

  /// Keys of the environment. The SDK would read the process's environment, which is not always the
  /// console's.
  private static Optional<AwsKeys> keys(Invocation invocation) {
    return invocation
        .environment("AWS_ACCESS_KEY_ID")
        .flatMap(id ->
            invocation
                .environment("AWS_SECRET_ACCESS_KEY")
                .map(secret ->
                    new AwsKeys(
                        id,
                        Secret.of(secret),
                        invocation.environment("AWS_SESSION_TOKEN").map(Secret::of))));
  }

  /// Endpoints in the order of the SDKs: the variable of a service, the variable for all, the
  /// profile.
  private Map<String, URI> endpoints(
      Invocation invocation, Optional<String> profile, Set<String> called) {
    var endpoints = new LinkedHashMap<String, URI>();
    if (invocation
        .environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .filter("true"::equalsIgnoreCase)
        .isPresent()) {
      return endpoints;
    }
    ENDPOINT_VARIABLES.forEach((service, variable) ->
        invocation
            .environment(variable)
            .ifPresent(url -> endpoints.put(service, endpoint(new NamedValue(url, variable)))));
    if (!endpoints.containsKey("") && !endpoints.keySet().containsAll(called)) {
      ofProfile(invocation, profile)
          .urls()
          .forEach((service, url) ->
              endpoints.computeIfAbsent(
                  service, _ -> endpoint(new NamedValue(url, ofProfile("endpoint_url", profile)))));
    }
    return endpoints;
  }

  private ProfileEndpoints ofProfile(Invocation invocation, Optional<String> profile) {
    if (ofProfile == null) {
      var console = invocation.console();
      ofProfile =
          ProfileEndpoints.read(
              console.environment(), console.directory(), profile.orElse(DEFAULT_PROFILE));
    }
    return ofProfile;
  }

  private URI endpoint(NamedValue url) {
    return url.parse(text -> AwsSettings.parseEndpoint(text, allowHttp));
  }
}
