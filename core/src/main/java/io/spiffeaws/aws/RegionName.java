package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks region names. A region name becomes part of host names, so any other text could direct a
/// token or a signed call to an attacker's host.
public final class RegionName {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 63;

  /// The partitions other than `aws`, by the prefix of their region names.
  private static final Map<String, String> PARTITIONS =
      Map.of(
          "cn-", "aws-cn",
          "us-gov-", "aws-us-gov",
          "us-iso-", "aws-iso",
          "us-isob-", "aws-iso-b",
          "eu-isoe-", "aws-iso-e",
          "us-isof-", "aws-iso-f",
          "eusc-", "aws-eusc");

  private static final String DEFAULT_PARTITION = "aws";

  private RegionName() {}

  /// Checks a region name.
  ///
  /// @return the name itself
  /// @throws ProblemException malformed, if it is not a region name
  public static String check(String name) {
    if (name.length() > LONGEST || !FORM.matcher(name).matches()) {
      throw ProblemException.malformed(
          "malformed-region",
          "invalid region \"" + name.replaceAll("\\p{Cntrl}", "?") + "\"",
          "specify a region such as eu-west-1: --region, AWS_REGION, or region in the profile");
    }
    return name;
  }

  /// Returns the partition of a region, as it is written in ARNs.
  public static String partition(String region) {
    return PARTITIONS.entrySet().stream()
        .filter(known -> region.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(DEFAULT_PARTITION);
  }

  /// Returns all partitions.
  public static Stream<String> partitions() {
    return Stream.concat(Stream.of(DEFAULT_PARTITION), PARTITIONS.values().stream());
  }

  /// Returns the oldest region of a partition, which most services use if no region is specified.
  ///
  /// @param partition as it is written in ARNs, `aws`
  public static String oldest(String partition) {
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

  /// Returns the DNS suffix of AWS's hosts in a region.
  ///
  /// @param dualStack whether the hosts also have IPv6
  public static String dnsSuffix(String region, boolean dualStack) {
    var area = region.replaceFirst("-[a-z]+-\\d+$", "");
    return switch (area) {
      case "cn" -> dualStack ? "api.amazonwebservices.com.cn" : "amazonaws.com.cn";
      case "us-iso" -> dualStack ? "api.aws.ic.gov" : "c2s.ic.gov";
      case "us-isob" -> dualStack ? "api.aws.scloud" : "sc2s.sgov.gov";
      case "eu-isoe" -> dualStack ? "api.cloud-aws.adc-e.uk" : "cloud.adc-e.uk";
      case "us-isof" -> dualStack ? "api.aws.hci.ic.gov" : "csp.hci.ic.gov";
      case "eusc-de" -> dualStack ? "api.amazonwebservices.eu" : "amazonaws.eu";
      default -> dualStack ? "api.aws" : "amazonaws.com";
    };
  }
}
