package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.net.ssl.SSLException;

/// gRPC's transport would choose between the JDK's TLS and OpenSSL by a native library. Here it is
/// always given a context of the JDK's, and chooses nothing.
@TargetClass(className = "io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder")
final class NoOpenSsl {
  private NoOpenSsl() {}

  @Substitute
  @SuppressWarnings("DoNotCallSuggester") // those that would call it are libraries
  Context build() throws SSLException {
    throw new SSLException("a choice of TLS is not in this binary");
  }

  @TargetClass(className = "io.grpc.netty.shaded.io.netty.handler.ssl.SslContext")
  static final class Context {
    private Context() {}
  }
}
