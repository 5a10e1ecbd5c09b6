package io.spiffeaws.http;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.secret.Secret;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A connection to a JSON service for one request, with any method, which is sent once:
/// [java.net.HttpURLConnection] does not send PATCH, and sends a POST again if the server closes
/// the connection. It does not sign requests. Not thread-safe.
public final class JsonConnection implements Closeable {
  private final Socket socket;

  /// The proxy that receives a request without TLS; empty if the request goes to the server itself.
  private final Optional<ProxyServer> plainProxy;

  private JsonConnection(Socket socket, Optional<ProxyServer> plainProxy) {
    this.socket = socket;
    this.plainProxy = plainProxy;
  }

  /// Connects to the server of an address, with TLS if it is https.
  ///
  /// @throws io.spiffeaws.problem.ProblemException as [HttpConnections#open]
  public static JsonConnection open(HttpConnections connections, URI address) throws IOException {
    var plainProxy = connections.proxy(address).filter(_ -> !HttpConnections.isSecure(address));
    return new JsonConnection(connections.connect(address), plainProxy);
  }

  /// Sends a request and reads the response.
  ///
  /// @param method `PATCH`
  /// @param address on the connected server; its query is already encoded
  /// @param headers may replace the defaults; `Host` and `Content-Length` are set here
  /// @param body sent in compact form
  public JsonCall.Answer send(
      String method, URI address, Map<String, Secret> headers, Optional<Json.Obj> body)
      throws IOException {
    var content =
        body.map(json -> JsonText.compact(json).getBytes(StandardCharsets.UTF_8))
            .orElse(new byte[0]);
    var head = head(method, address, headers, content.length);
    var request = new byte[head.length + content.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(content, 0, request, head.length, content.length);
    var out = socket.getOutputStream();
    out.write(request);
    out.flush();
    return HttpResponse.read(new BufferedInputStream(socket.getInputStream())).json();
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
    plainProxy
        .flatMap(ProxyServer::login)
        .ifPresent(login -> all.put("Proxy-Authorization", login.basic().reveal()));
    var text = new StringBuilder(method + " " + target(address) + " HTTP/1.1\r\n");
    all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The request target: with scheme and host for a proxy (RFC 9112, section 3.2.2).
  private String target(URI address) {
    var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    var target = path + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    return plainProxy.isPresent()
        ? address.getScheme() + "://" + HttpConnections.host(address) + target
        : target;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
