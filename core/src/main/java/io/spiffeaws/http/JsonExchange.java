package io.spiffeaws.http;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.secret.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Calls services with JSON over HTTP, with any method: [java.net.HttpURLConnection] does not send
/// PATCH, and sends a POST again if the server closes the connection. Each request has a connection
/// of its own, and is sent once. It does not sign requests. Thread-safe.
public final class JsonExchange {
  private final HttpConnections connections;

  public JsonExchange(HttpConnections connections) {
    this.connections = connections;
  }

  /// Sends a request.
  ///
  /// @param method `PATCH`
  /// @param address its query is already encoded
  /// @param headers may replace the defaults; `Host` and `Content-Length` are set here
  /// @param body sent in compact form
  /// @throws io.spiffeaws.problem.ProblemException as [HttpConnections#open]
  public JsonCall.Answer send(
      String method, URI address, Map<String, Secret> headers, Optional<Json.Obj> body)
      throws IOException {
    var content =
        body.map(json -> JsonText.compact(json).getBytes(StandardCharsets.UTF_8))
            .orElse(new byte[0]);
    try (var socket = connections.connect(address)) {
      var out = socket.getOutputStream();
      var head = head(method, address, headers, content.length);
      var request = new byte[head.length + content.length];
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(content, 0, request, head.length, content.length);
      out.write(request);
      out.flush();
      return HttpResponse.read(new BufferedInputStream(socket.getInputStream())).json();
    }
  }

  private byte[] head(String method, URI address, Map<String, Secret> headers, int length) {
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    all.put("Accept", "application/json");
    all.put("User-Agent", "spiffe-aws");
    all.put("Content-Type", "application/json");
    headers.forEach((name, value) -> all.put(name, value.reveal()));
    all.put("Host", HttpConnections.host(address));
    all.put("Content-Length", Integer.toString(length));
    all.put("Connection", "close");
    var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    var target = path + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    var plainProxy = connections.proxy(address).filter(_ -> !HttpConnections.isSecure(address));
    if (plainProxy.isPresent()) { // RFC 9112, section 3.2.2
      target = address.getScheme() + "://" + HttpConnections.host(address) + target;
      plainProxy
          .flatMap(ProxyServer::login)
          .ifPresent(login -> all.put("Proxy-Authorization", login.basic().reveal()));
    }
    var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
