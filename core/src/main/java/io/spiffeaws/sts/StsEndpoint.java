package io.spiffeaws.sts;

import io.spiffeaws.aws.RegionName;
import java.net.URI;
import java.util.Optional;

/// Computes the STS endpoint of a region (AWS General Reference, AWS STS endpoints and quotas; the
/// same as the SDK's endpoint rules).
final class StsEndpoint {
  private StsEndpoint() {}

  /// Returns the endpoint of a region.
  ///
  /// @param partition of the role, `aws`
  /// @param region the region; if empty, the oldest one of the partition, for `aws` the global
  ///   endpoint
  /// @param fips whether to use a FIPS endpoint
  /// @param dualStack whether to use an endpoint that also has IPv6
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the region is not valid
  static URI of(String partition, Optional<String> region, boolean fips, boolean dualStack) {
    if (region.isEmpty() && partition.equals("aws") && !fips && !dualStack) {
      return URI.create("https://sts.amazonaws.com");
    }
    var place = RegionName.check(region.orElseGet(() -> oldestRegion(partition)));
    var name = (fips && !place.startsWith("us-gov-")) || (fips && dualStack) ? "sts-fips" : "sts";
    return URI.create(
        "https://" + name + "." + place + "." + RegionName.dnsSuffix(place, dualStack));
  }

  private static String oldestRegion(String partition) {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      case "aws-iso" -> "us-iso-east-1";
      case "aws-iso-b" -> "us-isob-east-1";
      case "aws-iso-e" -> "eu-isoe-west-1";
      case "aws-iso-f" -> "us-isof-south-1";
      case "aws-eusc" -> "eusc-de-east-1";
      default -> "us-east-1";
    };
  }
}
