package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The parsers of this package.
public final class EndpointTargets {
  private EndpointTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.json(
            "role map",
            text -> RoleMap.parse(text, Path.of("/")),
            "{\"/a\":{\"role\":\"arn:aws:iam::123456789012:role/a\",\"token_file\":\"t\"},"
                + "\"/b/c\":{\"role\":\"arn:aws:iam::123456789012:role/b\",\"token_file\":\"/u\"}}"),
        Target.bytes(
            "request head",
            EndpointTargets::heads,
            latin1("GET /a?b HTTP/1.1\r\nHost: localhost\r\nX:\t y z \r\n\r\n"),
            latin1("\r\nPUT http://localhost/a HTTP/1.0\r\nContent-Length: 0\r\n\r\n"),
            latin1("GET / HTTP/1.1\r\nConnection: Upgrade, close\r\n\r\nGET * HTTP/1.1\r\n")),
        Target.text("listen address", ListenAddress::parse, "127.0.0.1:8080", "unix:/run/a.sock"));
  }

  /// The result must be the same if the bytes arrive in two pieces.
  private static void heads(byte[] bytes) {
    var whole = read(bytes, 0);
    var split = read(bytes, Math.floorMod(Arrays.hashCode(bytes), bytes.length + 1));
    if (!split.equals(whole)) {
      throw new IllegalStateException("read in another way if split: " + whole + ", " + split);
    }
    if (whole.isEmpty() || whole.getLast() instanceof String) {
      throw ProblemException.malformed("no-request", "it is not read", "");
    }
  }

  /// Returns the heads, and the error of the last one if it is rejected.
  private static List<Object> read(byte[] bytes, int split) {
    var reader = new HeadReader(new HeadBuffers());
    var read = new ArrayList<Object>();
    try {
      read(reader, ByteBuffer.wrap(bytes, 0, split), read);
      read(reader, ByteBuffer.wrap(bytes, split, bytes.length - split), read);
    } catch (BadRequest e) {
      read.add(Integer.toString(e.answer().status()));
    }
    return read;
  }

  private static void read(HeadReader reader, ByteBuffer bytes, List<Object> read)
      throws BadRequest {
    while (bytes.hasRemaining()) {
      var some = bytes.slice(bytes.position(), Math.min(bytes.remaining(), reader.space()));
      bytes.position(bytes.position() + some.remaining());
      reader.add(some);
      for (var head = reader.next(); head.isPresent(); head = reader.next()) {
        read.add(head.get());
      }
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
