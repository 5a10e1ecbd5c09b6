package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.http.Proxies;
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
  /// The services that many commands call; the others are for sign-in, and CloudTrail is for one
  /// option.
  static final Set<String> CALLED = Set.of("sts", "iam", "s3");

  /// The services that commands on trust anchors and profiles call; STS for an operator's role.
  static final Set<String> MANAGEMENT = Set.of("sts", "iam", "rolesanywhere");

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

  private @Nullable ChosenProfile chosen;

  /// The settings are requested more than once, but the user is asked for a code only once.
  private @Nullable KeySource operator;

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
    if (chosen == null) {
      chosen = ChosenProfile.of(invocation, profile);
    }
    var endpoints = EndpointSources.read(invocation, chosen, called);
    var settings =
        new AwsSettings(
            region(invocation, chosen),
            parsed(endpoints),
            origins(endpoints),
            caBundle(invocation, chosen),
            chosen.name(),
            allowHttp,
            invocation.timeout(),
            new Proxies(invocation::environment),
            profile.isEmpty() ? OperatorKeys.ofEnvironment(invocation) : Optional.empty(),
            KeySource.NONE,
            chosen.settings().sdkSettings());
    if (operator == null) {
      operator = OperatorKeys.of(settings, invocation);
    }
    return settings.with(operator);
  }

  /// The region on the command line.
  Optional<String> region() {
    return Optional.ofNullable(region);
  }

  private Optional<String> region(Invocation invocation, ChosenProfile profile) {
    return invocation
        .named(region, "--region", "AWS_REGION", "AWS_DEFAULT_REGION")
        .or(() -> profile.settings().region().map(name -> profile.named("region", name)))
        .map(name -> name.parse(RegionName::check));
  }

  private Map<String, URI> parsed(Map<String, NamedValue> endpoints) {
    var urls = new LinkedHashMap<String, URI>();
    endpoints.forEach((service, url) ->
        urls.put(service, url.parse(text -> AwsSettings.parseEndpoint(text, allowHttp))));
    return urls;
  }

  private static Map<String, String> origins(Map<String, NamedValue> endpoints) {
    var origins = new LinkedHashMap<String, String>();
    endpoints.forEach((service, url) -> origins.put(service, url.name()));
    return origins;
  }

  private static Optional<Path> caBundle(Invocation invocation, ChosenProfile profile) {
    return invocation
        .environment("AWS_CA_BUNDLE")
        .or(() -> profile.settings().caBundle())
        .map(Path::of);
  }
}
