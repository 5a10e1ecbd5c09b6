package io.spiffeaws.system;

/// The few calls of Linux's C library that a question to the kernel takes (netlink(7)), for which
/// Java has no class.
interface NetlinkCalls {
  int AF_NETLINK = 16;

  /// SOCK_RAW and SOCK_CLOEXEC.
  int RAW_CLOSED_ON_EXEC = 3 | 0_2000000;

  int MSG_DONTWAIT = 0x40;

  /// @param protocol a netlink family
  /// @return the socket's descriptor, negative if it cannot be had
  int open(int protocol);

  /// Sends a request to the kernel and takes the answer that is there then, without waiting.
  ///
  /// @param room for the answer, in bytes
  /// @return the answer; empty if there is none
  byte[] exchange(int descriptor, byte[] request, int room);

  void close(int descriptor);
}
