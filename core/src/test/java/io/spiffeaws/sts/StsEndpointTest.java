package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/// Compares the endpoints with those of the SDK, which is generated from the rules of AWS.
class StsEndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "us-east-1",
        "eu-central-1",
        "ap-southeast-5",
        "mx-central-1",
        "il-central-1",
        "cn-north-1",
        "cn-northwest-1",
        "us-gov-west-1",
        "us-gov-east-1",
        "us-iso-east-1",
        "us-isob-east-1",
        "eu-isoe-west-1",
        "us-isof-south-1",
        "eusc-de-east-1"
      })
  void endpointsEqualThoseOfTheSdk(String region) {
    for (var fips : new boolean[] {false, true}) {
      for (var dualStack : new boolean[] {false, true}) {
        assertThat(StsEndpoint.of("aws", Optional.of(region), fips, dualStack))
            .isEqualTo(sdk(region, fips, dualStack));
      }
    }
  }

  private static URI sdk(String region, boolean fips, boolean dualStack) {
    return StsEndpointProvider.defaultProvider()
        .resolveEndpoint(asked ->
            asked
                .region(Region.of(region))
                .useGlobalEndpoint(false)
                .useFips(fips)
                .useDualStack(dualStack))
        .join()
        .endpointUrl()
        .toUri();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example:18443/x", "evil.example#", "", "x?"})
  void invalidRegionIsRejected(String region) {
    assertThatThrownBy(() -> StsEndpoint.of("aws", Optional.of(region), false, false))
        .hasMessageContaining("invalid region");
  }

  @Test
  void withoutRegionTheGlobalEndpointIsUsed() {
    assertThat(StsEndpoint.of("aws", Optional.empty(), false, false))
        .isEqualTo(URI.create("https://sts.amazonaws.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-cn",
        "aws-us-gov",
        "aws-iso",
        "aws-iso-b",
        "aws-iso-e",
        "aws-iso-f",
        "aws-eusc"
      })
  void withoutRegionTheOldestRegionOfThePartitionIsUsed(String partition) {
    var host = StsEndpoint.of(partition, Optional.empty(), false, false).getHost();
    assertThat(Region.of(host.split("\\.", -1)[1]).metadata().partition().id())
        .isEqualTo(partition);
  }
}
