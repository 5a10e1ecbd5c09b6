package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.aws.AwsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesAnywhereEndpointTest {
  /// The endpoint rules of botocore 1.43.
  @ParameterizedTest
  @CsvSource({
    "eu-west-1, false, false, rolesanywhere.eu-west-1.amazonaws.com",
    "eu-west-1, false, true, rolesanywhere.eu-west-1.api.aws",
    "us-east-1, true, false, rolesanywhere-fips.us-east-1.amazonaws.com",
    "us-east-1, true, true, rolesanywhere-fips.us-east-1.api.aws",
    "us-gov-west-1, true, false, rolesanywhere-fips.us-gov-west-1.amazonaws.com",
    "cn-north-1, false, false, rolesanywhere.cn-north-1.amazonaws.com.cn",
    "cn-north-1, false, true, rolesanywhere.cn-north-1.api.amazonwebservices.com.cn",
    "us-iso-east-1, false, false, rolesanywhere.us-iso-east-1.c2s.ic.gov"
  })
  void endpointOfARegion(String region, boolean fips, boolean dualStack, String host) {
    var set =
        Map.of("AWS_USE_FIPS_ENDPOINT", "" + fips, "AWS_USE_DUALSTACK_ENDPOINT", "" + dualStack);
    var endpoint =
        new RolesAnywhereEndpoint(settings(Map.of()), name -> Optional.ofNullable(set.get(name)));
    assertThat(endpoint.of(region)).isEqualTo(URI.create("https://" + host));
  }

  @Test
  void configuredEndpointHasPrecedence() {
    var all = URI.create("https://all.example");
    var own = URI.create("https://own.example");
    assertThat(of(Map.of("", all))).isEqualTo(all);
    assertThat(of(Map.of("", all, "rolesanywhere", own))).isEqualTo(own);
  }

  private static URI of(Map<String, URI> endpoints) {
    return new RolesAnywhereEndpoint(settings(endpoints), _ -> Optional.empty()).of("eu-west-1");
  }

  private static AwsSettings settings(Map<String, URI> endpoints) {
    return new AwsSettings(
        Optional.empty(),
        endpoints,
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10));
  }
}
