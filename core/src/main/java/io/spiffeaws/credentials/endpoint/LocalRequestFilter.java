package io.spiffeaws.credentials.endpoint;

import java.net.InetSocketAddress;
import java.util.Set;

/// Allows only requests of programs of this machine to this address by its own name. It denies
/// requests that came through a proxy, or that a web page caused (DNS rebinding).
final class LocalRequestFilter implements Service {
  private final Set<String> hosts;
  private final Service service;

  /// @param hosts the allowed values of the header `Host`
  LocalRequestFilter(Set<String> hosts, Service service) {
    this.hosts = Set.copyOf(hosts);
    this.service = service;
  }

  @Override
  public Reply reply(Request request) {
    if (request.peer() instanceof InetSocketAddress peer
        && !peer.getAddress().isLoopbackAddress()) {
      return Answer.refusal(
          Answer.FORBIDDEN, "not-loopback", "only programs of this machine are allowed");
    }
    if (request.has("X-Forwarded-For")) {
      return Answer.refusal(Answer.BAD_REQUEST, "forwarded", "forwarded requests are not allowed");
    }
    if (request.header("Host").filter(hosts::contains).isEmpty()) {
      return Answer.refusal(
          Answer.FORBIDDEN, "wrong-host", "the Host header is not the address of this endpoint");
    }
    return service.reply(request);
  }
}
