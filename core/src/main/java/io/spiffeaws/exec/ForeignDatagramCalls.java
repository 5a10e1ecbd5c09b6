package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.spiffeaws.system.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/// [DatagramCalls] through Java's foreign function interface.
final class ForeignDatagramCalls implements DatagramCalls {
  private final MethodHandle socket;
  private final MethodHandle sendto;
  private final MethodHandle close;

  ForeignDatagramCalls(ForeignLibrary library) {
    socket = library.find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    sendto =
        library.find(
            "sendto",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    close = library.find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  @Override
  public void send(byte[] address, byte[] words) {
    try (var arena = Arena.ofConfined()) {
      send(copy(arena, address), copy(arena, words));
    }
  }

  private void send(MemorySegment target, MemorySegment text) {
    var length = (int) target.byteSize();
    int descriptor =
        ForeignLibrary.make(() -> (int) socket.invokeExact(AF_UNIX, DATAGRAM_CLOSED_ON_EXEC, 0));
    ForeignLibrary.make(() ->
        (long) sendto.invokeExact(descriptor, text, text.byteSize(), MSG_NOSIGNAL, target, length));
    ForeignLibrary.make(() -> (int) close.invokeExact(descriptor));
  }

  private static MemorySegment copy(SegmentAllocator arena, byte[] bytes) {
    return arena.allocate(bytes.length, Short.BYTES).copyFrom(MemorySegment.ofArray(bytes));
  }
}
