package io.spiffeaws.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// [NetlinkCalls] through Java's foreign function interface.
final class ForeignNetlinkCalls implements NetlinkCalls {
  private final MethodHandle socket;
  private final MethodHandle send;
  private final MethodHandle receive;
  private final MethodHandle close;

  ForeignNetlinkCalls(ForeignLibrary library) {
    var transfer = FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    socket = library.find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    send = library.find("send", transfer);
    receive = library.find("recv", transfer);
    close = library.find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  @Override
  public int open(int protocol) {
    return ForeignLibrary.make(
        () -> (int) socket.invokeExact(AF_NETLINK, RAW_CLOSED_ON_EXEC, protocol));
  }

  @Override
  public byte[] exchange(int descriptor, byte[] request, int capacity) {
    try (var arena = Arena.ofConfined()) {
      var question =
          arena.allocate(request.length, Long.BYTES).copyFrom(MemorySegment.ofArray(request));
      var sent =
          ForeignLibrary.make(
              () -> (long) send.invokeExact(descriptor, question, question.byteSize(), 0));
      if (sent != request.length) {
        return new byte[0];
      }
      var answer = arena.allocate(capacity, Long.BYTES);
      var length =
          ForeignLibrary.make(
              () -> (long) receive.invokeExact(descriptor, answer, (long) capacity, MSG_DONTWAIT));
      return answer.asSlice(0, Math.clamp(length, 0, capacity)).toArray(JAVA_BYTE);
    }
  }

  @Override
  public void close(int descriptor) {
    ForeignLibrary.make(() -> (int) close.invokeExact(descriptor));
  }
}
