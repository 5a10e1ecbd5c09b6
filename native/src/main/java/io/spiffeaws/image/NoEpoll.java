package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// Disables Linux's epoll transport, which gRPC would use if its native library can be unpacked.
/// The JDK's transport is used instead (`NettyStart`).
@TargetClass(className = "io.grpc.netty.shaded.io.grpc.netty.Utils")
final class NoEpoll {
  private NoEpoll() {}

  @Substitute
  static boolean isEpollAvailable() {
    return false;
  }
}
