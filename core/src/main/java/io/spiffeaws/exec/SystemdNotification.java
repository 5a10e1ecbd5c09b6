package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// Tells systemd that a service of `Type=notify` is ready (sd_notify(3)): a datagram to a Unix
/// socket, for which Java has no class.
public final class SystemdNotification {
  private static final int AF_UNIX = 1;
  private static final int DATAGRAM_CLOSED_ON_EXEC = 2 | 0_2000000;
  private static final int NO_SIGNAL = 0x4000;
  private static final int FAMILY_BYTES = 2;
  private static final int LONGEST_PATH = 107;

  private final MethodHandle socket;
  private final MethodHandle sendto;
  private final MethodHandle close;

  private SystemdNotification(CLibrary library) {
    socket = library.find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    sendto =
        library.find(
            "sendto",
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    close = library.find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  /// Where systemd cannot be told, it gives the service up in time and says so itself.
  ///
  /// @param address what `NOTIFY_SOCKET` says: a path, or `@` and a name
  public static void ready(String address) {
    CLibrary.look(SystemdNotification::new)
        .ifPresent(system -> system.send(address, "READY=1\nSTATUS=serving credentials"));
  }

  private void send(String address, String words) {
    var path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length > LONGEST_PATH) {
      return;
    }
    if (path[0] == '@') {
      path[0] = 0; // a name without a file (unix(7))
    }
    try (var arena = Arena.ofConfined()) {
      var target = arena.allocate(FAMILY_BYTES + LONGEST_PATH + 1L, Short.BYTES);
      target.set(JAVA_SHORT, 0, (short) AF_UNIX);
      target.asSlice(FAMILY_BYTES).copyFrom(MemorySegment.ofArray(path));
      var text = arena.allocate(words.length());
      text.copyFrom(MemorySegment.ofArray(words.getBytes(StandardCharsets.US_ASCII)));
      send(text, target, FAMILY_BYTES + path.length);
    }
  }

  private void send(MemorySegment text, MemorySegment target, int length) {
    var descriptor =
        CLibrary.make(() -> (int) socket.invokeExact(AF_UNIX, DATAGRAM_CLOSED_ON_EXEC, 0));
    CLibrary.make(() ->
        (int)
            (long)
                sendto.invokeExact(descriptor, text, text.byteSize(), NO_SIGNAL, target, length));
    CLibrary.make(() -> (int) close.invokeExact(descriptor));
  }
}
