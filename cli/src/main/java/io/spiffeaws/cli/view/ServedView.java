package io.spiffeaws.cli.view;

import io.spiffeaws.credentials.endpoint.ListenAddress;
import io.spiffeaws.credentials.endpoint.RoleMap;
import io.spiffeaws.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows where credentials are served: for each role the variables for an SDK, as shell lines or as
/// objects. One of them disables the metadata service: without it, an SDK would fall back to the
/// machine's own role while no credentials are available.
public final class ServedView {
  private static final String METADATA_SERVICE = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
  private static final String NO_METADATA_SERVICE = "AWS_EC2_METADATA_DISABLED";
  private static final String ENDPOINT = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

  private final Output output;

  public ServedView(Output output) {
    this.output = output;
  }

  public void showMetadataService(URI address) {
    output.result(
        () -> Json.object().with("metadata_service", Json.of(address.toString())),
        () -> "export " + METADATA_SERVICE + "=" + address + "\n");
    serving();
  }

  /// @param listen the address of `--listen`
  public void showEndpoint(URI address, ListenAddress listen, RoleMap roles) {
    output.result(
        () ->
            Json.object()
                .with(
                    "endpoints",
                    Json.array(
                        roles.roles().entrySet().stream()
                            .map(role -> json(address, listen, role))
                            .toList())),
        () ->
            roles.roles().entrySet().stream()
                .map(role -> text(address, listen, role))
                .collect(Collectors.joining()));
    serving();
  }

  private void serving() {
    output.message("serving credentials; press Ctrl-C to stop");
  }

  private static Json.Obj json(
      URI address, ListenAddress listen, Map.Entry<String, RoleMap.Target> role) {
    var json =
        Json.object()
            .with("role_arn", Json.of(role.getValue().role().toString()))
            .with("url", Json.of(url(address, listen, role.getKey())))
            .with("token_file", Json.of(role.getValue().tokenFile().toString()));
    return listen instanceof ListenAddress.Socket(var path)
        ? json.with("socket", Json.of(path.toString()))
        : json;
  }

  private static String text(
      URI address, ListenAddress listen, Map.Entry<String, RoleMap.Target> role) {
    var place = role.getValue();
    var where = listen instanceof ListenAddress.Socket(var path) ? " at unix:" + path : "";
    return "# %s%s\nexport %s=%s\nexport %s=%s\nexport %s=true\n"
        .formatted(
            place.role(),
            where,
            ENDPOINT,
            url(address, listen, role.getKey()),
            TOKEN_FILE,
            place.tokenFile(),
            NO_METADATA_SERVICE);
  }

  private static String url(URI address, ListenAddress listen, String path) {
    return listen instanceof ListenAddress.Socket
        ? "http://localhost" + path
        : address.resolve(path).toString();
  }
}
