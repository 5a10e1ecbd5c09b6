package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// Makes gRPC use its fixed list of name resolvers and load balancers, as on Android. By default,
/// it searches the service files of all libraries, with the same result.
@TargetClass(className = "io.grpc.ServiceProviders")
final class KnownGrpcProviders {
  private KnownGrpcProviders() {}

  @Substitute
  static boolean isAndroid(ClassLoader loader) {
    return true;
  }
}
