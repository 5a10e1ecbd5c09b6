package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// gRPC finds its name resolvers and load balancers by the service files of every library, or, on
/// Android, takes those that it knows by name: the same ones, without a search.
@TargetClass(className = "io.grpc.ServiceProviders")
final class KnownGrpcProviders {
  private KnownGrpcProviders() {}

  @Substitute
  static boolean isAndroid(ClassLoader loader) {
    return true;
  }
}
