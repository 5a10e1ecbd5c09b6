package io.spiffeaws.rolesanywhere;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.RegionName;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// The endpoint of IAM Roles Anywhere (the same as the SDK's endpoint rules).
///
/// @param settings the configured endpoint
/// @param variables returns the value of an environment variable, or empty if it is unset; used for
///   the type of endpoint (`AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`)
public record RolesAnywhereEndpoint(
    AwsSettings settings, Function<String, Optional<String>> variables) {
  /// Returns the endpoint of a region.
  public URI of(String region) {
    return settings
        .endpoint("rolesanywhere")
        .orElseGet(() -> {
          var name = isSet("AWS_USE_FIPS_ENDPOINT") ? "rolesanywhere-fips" : "rolesanywhere";
          var suffix = RegionName.dnsSuffix(region, isSet("AWS_USE_DUALSTACK_ENDPOINT"));
          return URI.create("https://" + name + "." + RegionName.check(region) + "." + suffix);
        });
  }

  private boolean isSet(String variable) {
    return variables.apply(variable).filter("true"::equalsIgnoreCase).isPresent();
  }
}
