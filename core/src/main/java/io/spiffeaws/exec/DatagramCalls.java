package io.spiffeaws.exec;

/// The few calls of Linux's C library that telling a Unix socket takes, for which Java has no
/// class.
interface DatagramCalls {
  int AF_UNIX = 1;

  /// SOCK_DGRAM and SOCK_CLOEXEC.
  int DATAGRAM_CLOSED_ON_EXEC = 2 | 0_2000000;

  int MSG_NOSIGNAL = 0x4000;

  /// Sends one datagram (sendto(2)). One that nobody takes is lost.
  ///
  /// @param address of the socket, as `sockaddr_un` (unix(7)), no longer than it is
  void send(byte[] address, byte[] words);
}
