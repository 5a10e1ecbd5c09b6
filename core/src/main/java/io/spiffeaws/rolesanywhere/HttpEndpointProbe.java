package io.spiffeaws.rolesanywhere;

import io.spiffeaws.aws.DirectCall;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.TimedCall;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// [EndpointProbe] by one GET, which the service answers with an error.
public final class HttpEndpointProbe implements EndpointProbe {
  private final RolesAnywhereEndpoint endpoint;
  private final DirectCall call;

  public HttpEndpointProbe(RolesAnywhereEndpoint endpoint, CallLog calls) {
    this.endpoint = endpoint;
    this.call =
        new DirectCall(
            HttpSessionCreation.SERVICE, "rolesanywhere", "probe", endpoint.settings(), calls);
  }

  private record Seen(int status, Optional<Instant> time) {}

  @Override
  public Answer probe(String region) {
    var address = endpoint.of(region);
    var seen =
        call.answer(
            () -> address,
            () -> TimedCall.run("rolesanywhere", () -> get(address), endpoint.settings().timeout()),
            Seen::status);
    return new Answer(address, seen.time());
  }

  private Seen get(URI address) throws IOException {
    var connection = endpoint.settings().connections().open(address);
    try {
      var status = connection.getResponseCode();
      var date = connection.getDate();
      return new Seen(
          status, date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date)));
    } finally {
      connection.disconnect();
    }
  }
}
