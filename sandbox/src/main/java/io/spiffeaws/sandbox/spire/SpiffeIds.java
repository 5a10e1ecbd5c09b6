package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.SPIFFEID;
import java.util.Optional;

/// Parsing of SPIFFE IDs with the rules and messages of go-spiffe and of SPIRE's
/// `pkg/server/api/id.go`.
public final class SpiffeIds {
  private static final String SCHEME = "spiffe://";

  private SpiffeIds() {}

  /// Returns the error in an ID, in go-spiffe's words, or empty if it is valid.
  public static Optional<String> fault(String id) {
    try {
      parse(id);
      return Optional.empty();
    } catch (RequestError e) {
      return Optional.of(e.text());
    }
  }

  /// Checks an ID that must be in the trust domain and have a path, such as a parent ID.
  static SPIFFEID member(SPIFFEID id, boolean present, String trustDomain) throws RequestError {
    var read = read(id, present);
    if (!read.getTrustDomain().equals(trustDomain)) {
      throw notA("a member of", read, trustDomain, "");
    }
    if (read.getPath().isEmpty()) {
      throw notA("a member of", read, trustDomain, "; path is empty");
    }
    return read;
  }

  /// Checks an ID of the trust domain that an entry may issue.
  static SPIFFEID workload(SPIFFEID id, boolean present, String trustDomain) throws RequestError {
    var read = read(id, present);
    if (!read.getTrustDomain().equals(trustDomain)) {
      throw notA("a member of", read, trustDomain, "");
    }
    if (read.getPath().isEmpty()) {
      throw notA("a workload in", read, trustDomain, "; path is empty");
    }
    if (read.getPath().equals("/spire") || read.getPath().startsWith("/spire/")) {
      throw notA("a workload in", read, trustDomain, "; path is in the reserved namespace");
    }
    return read;
  }

  static String text(SPIFFEID id) {
    return SCHEME + id.getTrustDomain() + id.getPath();
  }

  /// Returns the name of a trust domain that is given as a name or as an ID.
  static String trustDomain(String idOrName) throws RequestError {
    if (idOrName.isEmpty()) {
      throw RequestError.invalid("trust domain is missing");
    }
    if (idOrName.contains(":/")) {
      return parse(idOrName).getTrustDomain();
    }
    checkTrustDomain(idOrName);
    return idOrName;
  }

  /// Parses the text form.
  static SPIFFEID parse(String id) throws RequestError {
    if (id.isEmpty()) {
      throw RequestError.invalid("cannot be empty");
    }
    if (!id.startsWith(SCHEME)) {
      throw RequestError.invalid("scheme is missing or invalid");
    }
    var rest = id.substring(SCHEME.length());
    var slash = rest.indexOf('/');
    var trustDomain = slash < 0 ? rest : rest.substring(0, slash);
    checkTrustDomain(trustDomain);
    if (trustDomain.isEmpty()) {
      throw RequestError.invalid("trust domain is missing");
    }
    return id(trustDomain, slash < 0 ? "" : rest.substring(slash));
  }

  private static SPIFFEID read(SPIFFEID id, boolean present) throws RequestError {
    if (!present) {
      throw RequestError.invalid("request must specify SPIFFE ID");
    }
    return id(trustDomain(id.getTrustDomain()), id.getPath());
  }

  private static SPIFFEID id(String trustDomain, String path) throws RequestError {
    checkPath(path);
    return SPIFFEID.newBuilder().setTrustDomain(trustDomain).setPath(path).build();
  }

  private static void checkTrustDomain(String name) throws RequestError {
    if (!name.matches("[a-z0-9._-]*")) {
      throw RequestError.invalid(
          "trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores");
    }
  }

  /// Checks a path in one pass from left to right, so that of several errors the same one is
  /// reported as by go-spiffe.
  private static void checkPath(String path) throws RequestError {
    if (path.isEmpty()) {
      return;
    }
    if (path.charAt(0) != '/') {
      throw RequestError.invalid("path must have a leading slash");
    }
    var segments = path.substring(1).split("/", -1);
    for (var i = 0; i < segments.length; i++) {
      checkSegment(segments[i], i == segments.length - 1);
    }
  }

  private static void checkSegment(String segment, boolean last) throws RequestError {
    if (!segment.matches("[A-Za-z0-9._-]*")) {
      throw RequestError.invalid(
          "path segment characters are limited to letters, numbers, dots, dashes, and underscores");
    }
    if (segment.isEmpty()) {
      throw RequestError.invalid(
          last ? "path cannot have a trailing slash" : "path cannot contain empty segments");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw RequestError.invalid("path cannot contain dot segments");
    }
  }

  private static RequestError notA(String what, SPIFFEID id, String trustDomain, String why) {
    return RequestError.invalid(
        "\"%s\" is not %s trust domain \"%s\"%s".formatted(text(id), what, trustDomain, why));
  }
}
