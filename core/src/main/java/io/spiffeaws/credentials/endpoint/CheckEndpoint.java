package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/// Checks that a container credentials endpoint on this machine serves valid credentials, for
/// probes.
public final class CheckEndpoint {
  private final Duration timeout;

  /// @param timeout of the request
  public CheckEndpoint(Duration timeout) {
    this.timeout = timeout;
  }

  /// Checks it.
  ///
  /// @param port of the endpoint on 127.0.0.1
  /// @throws ProblemException unreachable, if it does not serve credentials
  public void run(int port) {
    var address = URI.create("http://127.0.0.1:" + port + "/healthz");
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
      connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
      var status = connection.getResponseCode();
      connection.disconnect();
      if (status != HttpURLConnection.HTTP_OK) {
        throw notServing(address, "it answered " + status);
      }
    } catch (IOException e) {
      throw notServing(address, "no answer");
    }
  }

  private static ProblemException notServing(URI address, String why) {
    return ProblemException.unreachable(
        "not-serving",
        "no credentials are served at " + address + ": " + why,
        "to serve them, run: spiffe-aws creds serve --role ROLE");
  }
}
