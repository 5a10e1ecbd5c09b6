package io.spiffeaws.system;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;

/// Implements [NetlinkCalls] with calls that the linker resolved.
final class LinkedNetlinkCalls implements NetlinkCalls {
  @Override
  public int open(int protocol) {
    return socket(AF_NETLINK, RAW_CLOSED_ON_EXEC, protocol);
  }

  @Override
  public byte[] exchange(int descriptor, byte[] request, int room) {
    try (var memory = new LinkedMemory()) {
      if (send(descriptor, memory.copy(request), request.length, 0) != request.length) {
        return new byte[0];
      }
      var text = (CCharPointer) memory.allocate(room);
      var answer = new byte[Math.clamp(receive(descriptor, text, room, MSG_DONTWAIT), 0, room)];
      for (var i = 0; i < answer.length; i++) {
        answer[i] = text.read(i);
      }
      return answer;
    }
  }

  @Override
  public void close(int descriptor) {
    closeDescriptor(descriptor);
  }

  @CFunction("socket")
  private static native int socket(int domain, int type, int protocol);

  @CFunction("send")
  private static native long send(int socket, CCharPointer bytes, long length, int flags);

  @CFunction("recv")
  private static native long receive(int socket, CCharPointer bytes, long length, int flags);

  @CFunction("close")
  private static native int closeDescriptor(int descriptor);
}
