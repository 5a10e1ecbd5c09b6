package io.spiffeaws.credentials.endpoint;

import java.net.InetSocketAddress;
import java.util.Set;

/// Lets through what a program of this machine asks of this address by its own name. A request that
/// came through a proxy, or that a page in a browser was led to send (DNS rebinding), is refused.
final class LocalRequestFilter implements Service {
  private final Set<String> hosts;
  private final Service service;

  /// @param hosts what the header `Host` may say
  LocalRequestFilter(Set<String> hosts, Service service) {
    this.hosts = Set.copyOf(hosts);
    this.service = service;
  }

  @Override
  public Reply reply(Request request) {
    if (request.peer() instanceof InetSocketAddress peer
        && !peer.getAddress().isLoopbackAddress()) {
      return Answer.refusal(
          Answer.FORBIDDEN, "not-loopback", "only programs of this machine are answered");
    }
    if (request.has("X-Forwarded-For")) {
      return Answer.refusal(
          Answer.BAD_REQUEST, "forwarded", "a request that was forwarded is not answered");
    }
    if (request.header("Host").filter(hosts::contains).isEmpty()) {
      return Answer.refusal(
          Answer.FORBIDDEN, "wrong-host", "the Host header is not that of this endpoint");
    }
    return service.reply(request);
  }
}
