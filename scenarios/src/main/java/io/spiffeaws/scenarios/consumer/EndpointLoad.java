package io.spiffeaws.scenarios.consumer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Load generator for a container credentials endpoint. Each client sends its next request as soon
/// as it gets a response, or MILLIS milliseconds later.
///
///     java io.spiffeaws.scenarios.consumer.EndpointLoad PORT PATH TOKEN-FILE CLIENTS SECONDS MILLIS
///
/// Prints a line for each response: the time of the request in microseconds since 1970, the
/// duration in microseconds, and the status. Connections are reused, as in HTTP clients.
public final class EndpointLoad {
  private static final int ANSWER = 16_384;

  private final int port;
  private final byte[] request;
  private final long rest;
  private final long base = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  private final long began = System.nanoTime();

  private EndpointLoad(int port, String path, String token, long rest) {
    this.port = port;
    this.rest = rest;
    this.request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: %s\r\n\r\n"
            .formatted(path, port, token)
            .getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] words) throws Exception {
    var token = Files.readString(Path.of(words[2])).strip();
    var rest = TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(words[5]));
    var load = new EndpointLoad(Integer.parseInt(words[0]), words[1], token, rest);
    var seconds = Integer.parseInt(words[4]);
    List<Callable<StringBuilder>> clients = new ArrayList<>();
    for (var i = 0; i < Integer.parseInt(words[3]); i++) {
      clients.add(() -> load.ask(TimeUnit.SECONDS.toNanos(seconds)));
    }
    try (var threads = Executors.newFixedThreadPool(clients.size())) {
      for (var answers : threads.invokeAll(clients)) {
        IO.print(answers.get());
      }
    }
  }

  private StringBuilder ask(long nanos) throws IOException {
    var answers = new StringBuilder();
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), ANSWER);
      for (var asked = System.nanoTime(); asked - began < nanos; asked = System.nanoTime()) {
        socket.getOutputStream().write(request);
        var status = answer(in);
        var took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - asked);
        var when = TimeUnit.NANOSECONDS.toMicros(base + asked - began);
        answers.append(when).append(' ').append(took).append(' ').append(status).append('\n');
        LockSupport.parkNanos(rest);
      }
    }
    return answers;
  }

  private static String answer(InputStream in) throws IOException {
    var status = line(in).split(" ", 3)[1];
    var length = 0L;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-length:", 0, 15)) {
        length = Long.parseLong(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }
}
