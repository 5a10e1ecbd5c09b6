package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.jspecify.annotations.Nullable;

/// Excludes service configuration from DNS records, for which gRPC includes JNDI with all its
/// providers. The sockets and addresses of SPIRE have no such records.
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
