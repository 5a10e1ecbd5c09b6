package io.spiffeaws.sandbox.fuzz;

import io.spiffeaws.fuzz.FuzzCheck;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.aws.cloudtrail.CloudTrailTargets;
import io.spiffeaws.sandbox.aws.iam.IamTargets;
import io.spiffeaws.sandbox.aws.policy.PolicyTargets;
import io.spiffeaws.sandbox.aws.s3.S3RequestTargets;
import io.spiffeaws.sandbox.aws.sigv4.SignatureTargets;
import io.spiffeaws.sandbox.aws.sts.TokenTargets;
import io.spiffeaws.sandbox.spire.EntryTargets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzRequestsTest {
  static Stream<Target> targets() {
    return Stream.of(
            CloudTrailTargets.all(),
            EntryTargets.all(),
            IamTargets.all(),
            PolicyTargets.all(),
            S3RequestTargets.all(),
            SignatureTargets.all(),
            TokenTargets.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aRequestIsAcceptedOrRejected(Target target) {
    FuzzCheck.check(target);
  }
}
