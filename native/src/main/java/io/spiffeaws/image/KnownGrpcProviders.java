package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// Returns a fixed list of gRPC's name resolvers and load balancers. gRPC finds them by searching
/// the service files of all libraries, or, on Android, by name. The names are the same, without a
/// search.
@TargetClass(className = "io.grpc.ServiceProviders")
final class KnownGrpcProviders {
  private KnownGrpcProviders() {}

  @Substitute
  static boolean isAndroid(ClassLoader loader) {
    return true;
  }
}
