package io.spiffeaws.rolesanywhere;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A POST in the canonical form of SigV4 (IAM User Guide, "Create a signed AWS API request").
///
/// @param address the URL; its query is that of [#query]
/// @param headers the signed headers, names in lower case
/// @param digest SHA-256 of the content
record CanonicalRequest(URI address, SortedMap<String, String> headers, String digest) {
  CanonicalRequest {
    headers = new TreeMap<>(headers);
  }

  /// @param body the content
  CanonicalRequest(URI address, SortedMap<String, String> headers, byte[] body) {
    this(address, headers, sha256(body));
  }

  /// Returns a query in canonical form: sorted, and encoded as by RFC 3986.
  static String query(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
  }

  /// Returns the text of which the hash is signed.
  String text() {
    return "POST\n%s\n%s\n%s\n%s\n%s"
        .formatted(
            address.getRawPath(),
            address.getRawQuery() == null ? "" : address.getRawQuery(),
            headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            signedHeaders(),
            digest);
  }

  /// Returns the names of the signed headers, `content-type;host`.
  String signedHeaders() {
    return String.join(";", headers.keySet());
  }

  /// Returns the SHA-256 digest in hexadecimal digits.
  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
