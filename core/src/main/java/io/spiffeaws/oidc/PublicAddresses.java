package io.spiffeaws.oidc;

import java.net.InetAddress;
import java.util.Arrays;

/// Decides whether AWS can reach an address, as far as its address block tells (RFC 6890). The
/// blocks for documentation count as public, because examples stand for real addresses.
final class PublicAddresses {
  private PublicAddresses() {}

  static boolean anyOf(InetAddress... addresses) {
    return Arrays.stream(addresses).anyMatch(PublicAddresses::isPublic);
  }

  private static boolean isPublic(InetAddress address) {
    return !(address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isReserved(address.getAddress()));
  }

  private static boolean isReserved(byte[] address) {
    var first = Byte.toUnsignedInt(address[0]);
    var second = Byte.toUnsignedInt(address[1]);
    return address.length == 4
        ? first == 0
            || first >= 240
            || (first == 100 && (second & 0xc0) == 64) // carrier-grade NAT
            || (first == 198 && (second & 0xfe) == 18) // benchmarks
        : (first & 0xfe) == 0xfc;
  }
}
