package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.fuzz.FuzzFile;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// The parsers of this package.
public final class EndpointTargets {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetSocketAddress CLIENT = new InetSocketAddress(LOOPBACK, 40_000);
  private static final InetSocketAddress SERVER = new InetSocketAddress(LOOPBACK, 80);

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
        Target.bytes(
            "request for credentials",
            containers(),
            latin1("GET /a HTTP/1.1\r\nHost: localhost\r\nAuthorization: t\r\n\r\n"),
            latin1("GET http://localhost/healthz HTTP/1.1\r\n\r\n"),
            latin1("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")),
        metadata(),
        sockets(),
        Target.bytes("answer of the kernel", EndpointTargets::kernel, kernelAnswer()),
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

  private static Target.BytesParser containers() {
    var served = new ServedRole(Secret.of("t"), () -> ServicesTest.GIVEN);
    return service(new ContainerService(Map.of("/a", served)));
  }

  private static Target metadata() {
    var tokens = new MetadataTokens(ServicesTest.CLOCK, new SplittableRandom(1));
    var token = tokens.issue(Duration.ofHours(6)).reveal();
    var service = new MetadataService("a", () -> ServicesTest.GIVEN, tokens, ServicesTest.CLOCK);
    var head = " HTTP/1.1\r\nHost: localhost\r\nX-aws-ec2-metadata-token";
    return Target.bytes(
        "request for metadata",
        service(service),
        latin1("PUT " + MetadataService.TOKEN + head + "-ttl-seconds: 60\r\n\r\n"),
        latin1("GET " + MetadataService.CREDENTIALS + "/" + head + ": " + token + "\r\n\r\n"));
  }

  /// Passes each request to a service, and rejects the input if one of them has no good answer.
  private static Target.BytesParser service(Service service) {
    var filter =
        new LocalRequestFilter(
            Set.of("localhost"), new StatusService(List.of(), ServicesTest.CLOCK, service));
    return bytes -> {
      var heads = read(bytes, 0);
      for (var head : heads) {
        if (!(head instanceof RequestHead found) || !answer(filter, found).isSuccess()) {
          throw ProblemException.malformed("no-answer", "it is not answered", "");
        }
      }
      if (heads.isEmpty()) {
        throw ProblemException.malformed("no-request", "it is not complete", "");
      }
    };
  }

  private static Answer answer(Service service, RequestHead head) {
    return switch (service.reply(new Request(head.method(), head.path(), head.headers(), CLIENT))) {
      case Answer answer -> answer;
      case Reply.Later(var answer) -> answer.get();
      case Reply.ByUser _ -> throw new AssertionError("the user does not matter here");
    };
  }

  private static Target sockets() {
    var file = FuzzFile.named("tcp");
    var owner = new ProcNetOwner(List.of(file.path()));
    var ends = List.of(new ProcNetOwner.Ends(CLIENT, SERVER));
    return Target.bytes(
        "table of sockets",
        bytes -> {
          file.write(bytes);
          if (owner.byEnds(ends).isEmpty()) {
            throw ProblemException.malformed("no-owner", "the connection is not there", "");
          }
        },
        latin1(
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:9C40 0100007F:0050 01 00000000:00000000 00:00000000 00000000  1000        0 7 1
            """),
        latin1(
            "   1: 0000000000000000FFFF00000100007F:9C40 0000000000000000FFFF00000100007F:0050 01"
                + " 00000000:00000000 00:00000000 00000000  1000        0 7 1\n"));
  }

  private static void kernel(byte[] answer) {
    try (var owner = new SocketDiagnosisOwner(_ -> answer, () -> {}, _ -> Map.of())) {
      if (owner.user(CLIENT, SERVER).isEmpty()) {
        throw ProblemException.malformed("no-owner", "the connection is not there", "");
      }
    }
  }

  /// An answer about one IPv4 socket (sock_diag(7)).
  private static byte[] kernelAnswer() {
    var answer = ByteBuffer.allocate(88).order(ByteOrder.nativeOrder());
    answer.putInt(88).putShort((short) 20).putShort((short) 0).putInt(1).putInt(0);
    answer.put((byte) 2).put((byte) 1).putShort((short) 0);
    answer.order(ByteOrder.BIG_ENDIAN);
    answer.putShort((short) CLIENT.getPort()).putShort((short) SERVER.getPort());
    answer.put(24, CLIENT.getAddress().getAddress()).put(40, SERVER.getAddress().getAddress());
    answer.order(ByteOrder.nativeOrder()).putInt(80, 1000).putInt(84, 7);
    return answer.array();
  }
}
