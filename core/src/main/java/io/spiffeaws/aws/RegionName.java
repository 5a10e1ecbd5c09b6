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
}
