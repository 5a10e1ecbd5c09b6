package io.spiffeaws.exec;

/// The calls of Linux's C library that send a datagram to a Unix socket. Java has no class for
/// them.
interface DatagramCalls {
  int AF_UNIX = 1;

  /// SOCK_DGRAM and SOCK_CLOEXEC.
  int DATAGRAM_CLOSED_ON_EXEC = 2 | 0_2000000;

  int MSG_NOSIGNAL = 0x4000;

  /// Sends one datagram (sendto(2)). It is lost if no process receives it.
  ///
  /// @param address of the socket as `sockaddr_un` (unix(7)), without padding
  void send(byte[] address, byte[] words);
}
