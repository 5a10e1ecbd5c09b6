package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.net.ssl.SSLException;

/// Excludes gRPC's choice between the JDK's TLS and OpenSSL through a native library. This program
/// always passes a TLS context of the JDK, so gRPC does not choose.
@TargetClass(className = "io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder")
final class NoOpenSsl {
  private NoOpenSsl() {}

  @Substitute
  @SuppressWarnings("DoNotCallSuggester") // called only by libraries
  Context build() throws SSLException {
    throw new SSLException("this binary supports only the TLS of the JDK");
  }

  @TargetClass(className = "io.grpc.netty.shaded.io.netty.handler.ssl.SslContext")
  static final class Context {
    private Context() {}
  }
}
