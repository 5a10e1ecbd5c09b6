package io.spiffeaws.aws;

import io.spiffeaws.fuzz.Target;
import java.util.List;

/// The parsers of this package.
public final class AwsTargets {
  private AwsTargets() {}

  public static List<Target> all() {
    return List.of(Target.text("region", RegionName::check, "eu-west-1", "us-gov-east-1"));
  }
}
