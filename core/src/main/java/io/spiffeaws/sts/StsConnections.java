package io.spiffeaws.sts;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.http.QueryCall;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Connects to the configured STS endpoint. Thread-safe.
///
/// @param settings endpoint, region, CAs and timeout
/// @param region the region; called only if the settings have no endpoint
/// @param variables returns the value of an environment variable, or empty if it is unset; used for
///   the type of endpoint (`AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`)
public record StsConnections(
    AwsSettings settings,
    Supplier<Optional<String>> region,
    Function<String, Optional<String>> variables) {

  QueryCall connect(RoleArn role) throws IOException {
    return QueryCall.connect(settings.connections(), endpoint(role));
  }

  /// Returns the STS endpoint for a role.
  URI endpoint(RoleArn role) {
    return settings
        .endpoint("sts")
        .orElseGet(() ->
            StsEndpoint.of(
                role.partition(),
                region.get(),
                isSet("AWS_USE_FIPS_ENDPOINT"),
                isSet("AWS_USE_DUALSTACK_ENDPOINT")));
  }

  private boolean isSet(String variable) {
    return variables.apply(variable).filter("true"::equalsIgnoreCase).isPresent();
  }
}
