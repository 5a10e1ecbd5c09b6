package io.spiffeaws.exec;

import io.spiffeaws.system.LinkedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;

/// Implements [DatagramCalls] with calls that the linker resolved.
final class LinkedDatagramCalls implements DatagramCalls {
  @Override
  public void send(byte[] address, byte[] words) {
    try (var memory = new LinkedMemory()) {
      var text = memory.copy(words);
      var target = memory.copy(address);
      var descriptor = socket(AF_UNIX, DATAGRAM_CLOSED_ON_EXEC, 0);
      sendto(descriptor, text, words.length, MSG_NOSIGNAL, target, address.length);
      close(descriptor);
    }
  }

  @CFunction("socket")
  private static native int socket(int domain, int type, int protocol);

  @CFunction("sendto")
  private static native long sendto(
      int socket, CCharPointer text, long bytes, int flags, CCharPointer address, int length);

  @CFunction("close")
  private static native int close(int descriptor);
}
