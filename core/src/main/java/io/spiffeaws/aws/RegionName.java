package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The form of a region's name. It goes into host names, so that anything else in it could send a
/// token or a signed call to a host of somebody's choice.
public final class RegionName {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 63;

  /// By what the names of their regions begin with.
  private static final Map<String, String> PARTITIONS =
      Map.of(
          "cn-", "aws-cn",
          "us-gov-", "aws-us-gov",
          "us-iso-", "aws-iso",
          "us-isob-", "aws-iso-b",
          "eu-isoe-", "aws-iso-e",
          "us-isof-", "aws-iso-f",
          "eusc-", "aws-eusc");

  private static final String USUAL_PARTITION = "aws";

  private RegionName() {}

  /// @return the name itself
  /// @throws ProblemException malformed
  public static String check(String name) {
    if (name.length() > LONGEST || !FORM.matcher(name).matches()) {
      throw ProblemException.malformed(
          "malformed-region",
          "\"" + name.replaceAll("\\p{Cntrl}", "?") + "\" is not a region",
          "a region is written as in eu-west-1: --region, AWS_REGION, or the profile's");
    }
    return name;
  }

  /// The partition that a region is in, as ARNs name it.
  public static String partition(String region) {
    return PARTITIONS.entrySet().stream()
        .filter(known -> region.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(USUAL_PARTITION);
  }

  /// All partitions that there are.
  public static Stream<String> partitions() {
    return Stream.concat(Stream.of(USUAL_PARTITION), PARTITIONS.values().stream());
  }

  /// What the names of AWS's hosts in a region end with.
  ///
  /// @param dualStack whether they have IPv6 too
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
