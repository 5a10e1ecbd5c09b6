package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The places in which the SDKs look for the endpoints of services.
final class EndpointSources {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "", "AWS_ENDPOINT_URL",
          "sts", "AWS_ENDPOINT_URL_STS",
          "iam", "AWS_ENDPOINT_URL_IAM",
          "s3", "AWS_ENDPOINT_URL_S3",
          "cloudtrail", "AWS_ENDPOINT_URL_CLOUDTRAIL",
          "rolesanywhere", "AWS_ENDPOINT_URL_ROLESANYWHERE",
          "sso", "AWS_ENDPOINT_URL_SSO",
          "sso_oidc", "AWS_ENDPOINT_URL_SSO_OIDC",
          "signin", "AWS_ENDPOINT_URL_SIGNIN");

  private EndpointSources() {}

  /// Returns the URLs by service, not yet checked, in the order of the SDKs: the variable of a
  /// service, the variable for all, the profile.
  ///
  /// @param called the services that the command calls; a profile whose endpoints for them are all
  ///   overridden is not read
  static Map<String, NamedValue> read(
      Invocation invocation, ChosenProfile profile, Set<String> called) {
    var found = new LinkedHashMap<String, NamedValue>();
    if (invocation
        .environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        .filter("true"::equalsIgnoreCase)
        .isPresent()) {
      return found;
    }
    VARIABLES.forEach((service, variable) ->
        invocation
            .environment(variable)
            .ifPresent(url -> found.put(service, new NamedValue(url, variable))));
    if (!found.containsKey("") && !found.keySet().containsAll(called)) {
      profile
          .settings()
          .urls()
          .forEach(
              (service, url) -> found.putIfAbsent(service, profile.named("endpoint_url", url)));
    }
    return found;
  }
}
