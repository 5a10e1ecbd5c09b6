package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
  private static final String GOOD = "GET /a?b HTTP/1.1\r\nHost: localhost\r\nX:\t y z \r\n\r\n";
  private static final int INPUTS = 20_000;

  /// One input for each outcome, so that few inputs reach every branch.
  private static final List<String> SAMPLES =
      List.of(
          GOOD,
          GOOD + GOOD,
          "\r\n\r\nPUT http://localhost/a HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n" + GOOD,
          "PUT /b HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
          "PUT /b HTTP/1.1\r\nContent-Length: 1\r\n\r\n",
          "PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
          "GET / HTTP/2.0\r\n\r\n",
          "GET foo:bar HTTP/1.1\r\n\r\n");

  @Test
  void readsMethodPathAndHeaders() {
    assertThat(read(GOOD))
        .containsExactly(
            new RequestHead(
                "GET", "/a", Map.of("host", List.of("localhost"), "x", List.of("y z")), true));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, '', true",
    "HTTP/1.1, 'Connection: Close', false",
    "HTTP/1.1, 'Connection: Upgrade, close', false",
    "HTTP/1.1, 'Connection: Upgrade, HTTP2-Settings', true",
    "HTTP/1.0, '', false",
    "HTTP/1.0, 'Connection: keep-alive', true"
  })
  void connectionIsKeptAsVersionAndClientSpecify(String version, String header, boolean kept) {
    var lines = header.isEmpty() ? "" : header + "\r\n";
    assertThat(read("GET / " + version + "\r\n" + lines + "\r\n"))
        .singleElement()
        .isEqualTo(
            new RequestHead(
                "GET",
                "/",
                header.isEmpty()
                    ? Map.of()
                    : Map.of("connection", List.of(header.substring("Connection: ".length()))),
                kept));
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example/a, evil.example, /a",
    "HTTP://localhost, localhost, /",
    "http://localhost?q, localhost, /",
    "http://user@localhost/, user@localhost, /"
  })
  void hostOfAWholeUrlCounts(String target, String host, String path) {
    var head = (RequestHead) read("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").get(0);
    assertThat(head.path()).isEqualTo(path);
    assertThat(head.headers()).containsEntry("host", List.of(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET foo:bar HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "GET https://localhost/ HTTP/1.1\r\n\r\n",
        "GET /a#b HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1 \r\n\r\n",
        "GET /\r\n\r\n",
        "GET / http/1.1\r\n\r\n",
        " GET / HTTP/1.1\r\n\r\n",
        "G\u00e9T / HTTP/1.1\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\n\n",
        "GET / HTTP/1.1\r\r\n",
        "GET /\0 HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nA : b\r\n\r\n",
        "GET / HTTP/1.1\r\n: b\r\n\r\n",
        "GET / HTTP/1.1\r\nA\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -0\r\n\r\n",
        "\u0016\u0003\u0001"
      })
  void rejectsInvalidRequests(String text) {
    assertThat(read(text)).containsExactly("400");
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/2.0|, 505",
    "GET / HTTP/1.2|, 505",
    "PUT / HTTP/1.1|Content-Length: 1|, 413",
    "PUT / HTTP/1.1|Content-Length: 0|Content-Length: 2|, 413",
    "PUT / HTTP/1.1|Transfer-Encoding: chunked|, 413"
  })
  void rejectsOtherRequestsWithTheirStatus(String lines, String status) {
    assertThat(read(lines.replace("|", "\r\n") + "\r\n")).containsExactly(status);
  }

  @Test
  void acceptsAnEmptyBody() {
    assertThat(read("PUT / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"))
        .singleElement()
        .isInstanceOf(RequestHead.class);
  }

  @Test
  void limitsAHeadTo16KibibytesAndAHundredHeaders() {
    var rest = "GET / HTTP/1.1\r\nA: \r\n\r\n".length();
    assertThat(read(withHeader(HeadReader.LIMIT - rest)).get(0)).isInstanceOf(RequestHead.class);
    assertThat(read(withHeader(HeadReader.LIMIT - rest + 1))).containsExactly("431");
    assertThat(read("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(100) + "\r\n").get(0))
        .isInstanceOf(RequestHead.class);
    assertThat(read("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(101) + "\r\n")).containsExactly("400");
  }

  @Test
  void readsRequestsEquallyWhereverTheyAreSplit() {
    var text =
        "\r\n\r\n"
            + GOOD
            + "PUT /b HTTP/1.0\r\n\r\n\r\n"
            + withHeader(1100) // in a larger buffer
            + GOOD
            + "GET foo:bar HTTP/1.1\r\n\r\n"
            + GOOD;
    var whole = read(text);
    assertThat(whole).hasSize(5).last().isEqualTo("400");
    for (var at = 0; at <= text.length(); at++) {
      assertThat(read(text.substring(0, at), text.substring(at))).isEqualTo(whole);
    }
    assertThat(read(text.split(""))).isEqualTo(whole);
  }

  /// `scenarios/fuzz-parsers` reads more of such inputs.
  @Test
  void readsRandomInputEquallyWhereverItIsSplit() {
    var random = new SplittableRandom(20261129);
    var seen = new HashMap<String, Integer>();
    for (var i = 0; i < INPUTS; i++) {
      var text = mutated(random);
      var whole = read(text);
      var at = random.nextInt(text.length() + 1);
      if (!read(text.substring(0, at), text.substring(at)).equals(whole)) {
        throw new AssertionError("read in another way if split at " + at + ": " + text);
      }
      whole.forEach(
          each -> seen.merge(each instanceof String status ? status : "head", 1, Integer::sum));
    }
    assertThat(seen).containsOnlyKeys("head", "400", "413", "505");
    assertThat(seen.values()).allMatch(count -> count > INPUTS / 40);
  }

  private static String mutated(SplittableRandom random) {
    var text = new StringBuilder(SAMPLES.get(random.nextInt(SAMPLES.size())));
    for (var left = random.nextInt(4); left > 0; left--) {
      var at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> text.setCharAt(at, "\r\n\t :/#?\0".charAt(random.nextInt(9)));
        default -> text.insert(at, text.substring(at, random.nextInt(at, text.length())));
      }
    }
    return text.toString();
  }

  private static String withHeader(int length) {
    return "GET / HTTP/1.1\r\nA: " + "b".repeat(length) + "\r\n\r\n";
  }

  /// Returns the heads, and the status of the last one if it is rejected.
  private static List<Object> read(String... pieces) {
    var reader = new HeadReader(new HeadBuffers());
    var read = new ArrayList<Object>();
    try {
      for (var piece : pieces) {
        var bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          var some = bytes.slice(bytes.position(), Math.min(bytes.remaining(), reader.space()));
          bytes.position(bytes.position() + some.remaining());
          reader.add(some);
          for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            read.add(head.get());
          }
        }
      }
    } catch (BadRequest e) {
      read.add(Integer.toString(e.answer().status()));
    }
    return read;
  }
}
