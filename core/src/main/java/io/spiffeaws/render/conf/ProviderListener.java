package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.hcl.HclBody;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address on which the OIDC discovery provider listens.
public sealed interface ProviderListener {
  /// A Unix socket, behind a web server on the same host that terminates TLS.
  record Socket(String path) implements ProviderListener {
    public Socket {
      path = ConfPath.socket(path);
    }
  }

  /// HTTP, behind an ingress that terminates TLS.
  ///
  /// @param address such as `:8080`
  record Plain(String address) implements ProviderListener {
    private static final Pattern FORM =
        Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]*):(\\d{1,5})");

    public Plain {
      var parts = FORM.matcher(address);
      if (!parts.matches() || !Port.exists(Integer.parseInt(parts.group(1)))) {
        throw ProblemException.malformed(
            "malformed-address",
            "\"" + address.replaceAll("\\p{Cntrl}", "?") + "\" is not an address to listen on",
            "write it as :PORT or HOST:PORT");
      }
    }
  }

  /// HTTPS on port 443, with certificates that the provider obtains itself.
  ///
  /// @param directory URL of the ACME service; if empty, Let's Encrypt
  /// @param cache directory for certificates and their keys; must persist across restarts
  record Acme(String email, Optional<String> directory, String cache) implements ProviderListener {}

  /// HTTPS with a certificate from a file.
  ///
  /// @param address such as `:443`
  record Certificate(String certificate, String key, String address) implements ProviderListener {}

  /// Writes the settings into the file.
  default void write(HclBody file) {
    switch (this) {
      case Socket(var path) -> file.set("listen_socket_path", path);
      case Plain(var address) -> file.set("insecure_addr", address);
      case Acme(var email, var directory, var cache) ->
          file.block(
              "acme",
              it -> {
                directory.ifPresent(url -> it.set("directory_url", url));
                it.set("email", email).set("tos_accepted", true).set("cache_dir", cache);
              });
      case Certificate(var certificate, var key, var address) ->
          file.block(
              "serving_cert_file",
              it ->
                  it.set("cert_file_path", certificate)
                      .set("key_file_path", key)
                      .set("addr", address));
    }
  }
}
