package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.jspecify.annotations.Nullable;

/// gRPC could read a service's configuration from DNS records, for which it brings JNDI with all of
/// its providers. SPIRE's sockets and addresses have none.
@TargetClass(className = "io.grpc.internal.DnsNameResolver")
final class NoServiceConfigByDns {
  private NoServiceConfigByDns() {}

  @Substitute
  static @Nullable ResourceResolverFactory getResourceResolverFactory(ClassLoader loader) {
    return null;
  }

  @TargetClass(
      className = "io.grpc.internal.DnsNameResolver",
      innerClass = "ResourceResolverFactory")
  interface ResourceResolverFactory {}
}
