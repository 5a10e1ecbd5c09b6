package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/// gRPC would take Linux' own transport where its native library can be unpacked; the JDK's serves
/// (`NettyStart`).
@TargetClass(className = "io.grpc.netty.shaded.io.grpc.netty.Utils")
final class NoEpoll {
  private NoEpoll() {}

  @Substitute
  static boolean isEpollAvailable() {
    return false;
  }
}
