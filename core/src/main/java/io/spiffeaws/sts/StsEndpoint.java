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
    var place = RegionName.check(region.orElseGet(() -> RegionName.oldest(partition)));
    var name = (fips && !place.startsWith("us-gov-")) || (fips && dualStack) ? "sts-fips" : "sts";
    return URI.create(
        "https://" + name + "." + place + "." + RegionName.dnsSuffix(place, dualStack));
  }
}
