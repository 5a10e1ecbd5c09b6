package io.spiffeaws.sts;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.http.QueryCall;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Connects to the STS that the settings name. Safe to use from several threads.
///
/// @param settings endpoint, region, CAs and time limit
/// @param region the region, where the settings name no endpoint; asked for only then
/// @param variables an environment variable, empty if it is unset: what kind of endpoint is wanted
///   (`AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`)
public record StsConnections(
    AwsSettings settings,
    Supplier<Optional<String>> region,
    Function<String, Optional<String>> variables) {

  QueryCall connect(RoleArn role) throws IOException {
    return QueryCall.connect(settings.connections(), endpoint(role));
  }

  /// Where STS is for that role.
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
