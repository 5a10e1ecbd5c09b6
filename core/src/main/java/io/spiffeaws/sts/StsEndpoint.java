package io.spiffeaws.sts;

import io.spiffeaws.aws.RegionName;
import java.net.URI;
import java.util.Optional;

/// Where AWS has STS: one endpoint a region, named by rules that have few exceptions (AWS General
/// Reference, AWS STS endpoints and quotas; the SDK's endpoint rules say the same).
final class StsEndpoint {
  private StsEndpoint() {}

  /// @param partition of the role, `aws`
  /// @param region whose STS is asked; where empty, the partition's oldest, and for `aws` the
  ///   global endpoint
  /// @param fips whether the endpoint must be one with validated cryptography
  /// @param dualStack whether it must have IPv6 too
  /// @throws io.spiffeaws.problem.ProblemException malformed, where that is no region
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
