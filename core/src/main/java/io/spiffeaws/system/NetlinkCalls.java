package io.spiffeaws.system;

/// The calls of Linux's C library that send a request to the kernel (netlink(7)). Java has no class
/// for them.
interface NetlinkCalls {
  int AF_NETLINK = 16;

  /// SOCK_RAW and SOCK_CLOEXEC.
  int RAW_CLOSED_ON_EXEC = 3 | 0_2000000;

  int MSG_DONTWAIT = 0x40;

  /// Opens a socket.
  ///
  /// @param protocol a netlink family
  /// @return the socket's descriptor, negative if it cannot be opened
  int open(int protocol);

  /// Sends a request to the kernel and returns the response that is available then, without
  /// waiting.
  ///
  /// @param capacity of the response, in bytes
  /// @return the response; empty if there is none
  byte[] exchange(int descriptor, byte[] request, int capacity);

  void close(int descriptor);
}
