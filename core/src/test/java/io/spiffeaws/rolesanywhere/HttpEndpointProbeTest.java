package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpEndpointProbeTest {
  @Test
  void anyAnswerIsOne() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    server.start();
    try {
      var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      var answer = probe(endpoint).probe("eu-west-1");
      assertThat(answer.endpoint()).isEqualTo(endpoint);
      assertThat(answer.time()).isPresent(); // the server sends its own time
    } finally {
      server.stop(0);
    }
  }

  @Test
  void deadEndpointIsUnreachable() {
    var probe = probe(URI.create("http://127.0.0.1:1"));
    assertThat(catchThrowableOfType(ProblemException.class, () -> probe.probe("eu-west-1")))
        .extracting(e -> e.problem().code())
        .isEqualTo("connection-refused");
  }

  private static HttpEndpointProbe probe(URI endpoint) {
    var settings =
        new AwsSettings(
            Optional.empty(),
            Map.of("rolesanywhere", endpoint),
            Optional.empty(),
            Optional.empty(),
            false,
            Duration.ofSeconds(10));
    return new HttpEndpointProbe(
        new RolesAnywhereEndpoint(settings, _ -> Optional.empty()), CallLog.NONE);
  }
}
