package io.spiffeaws.sandbox.spire;

import java.net.IDN;
import java.nio.charset.StandardCharsets;

/// Validation of DNS names in entries, with SPIRE's messages (`pkg/common/x509util/dns.go`).
final class DnsNames {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private DnsNames() {}

  static void check(String name) throws RequestError {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      throw RequestError.invalid("name must be ascii");
    }
    var stars = name.chars().filter(c -> c == '*').count();
    if (stars > 1) {
      throw RequestError.invalid("too many wildcards");
    }
    if (stars == 1 && !name.startsWith("*.")) {
      throw RequestError.invalid("wildcard must be first label");
    }
    checkPlain(stars == 1 ? name.substring(2) : name);
  }

  private static void checkPlain(String name) throws RequestError {
    if (name.isBlank()) {
      throw RequestError.invalid("empty or only whitespace");
    }
    if (name.strip().endsWith(".")) {
      throw RequestError.invalid("domain ends with dot");
    }
    checkLabels(name.strip());
  }

  /// Checks only what the IDNA profile forbids in ASCII. It allows characters that no host name
  /// has.
  private static void checkLabels(String name) throws RequestError {
    if (name.startsWith(".") || name.contains("..") || name.length() > MAX_NAME) {
      throw invalidLabel(name);
    }
    for (var label : name.split("\\.", -1)) {
      if (label.length() > MAX_LABEL || hyphensAmiss(label)) {
        throw invalidLabel(label);
      }
    }
  }

  private static boolean hyphensAmiss(String label) {
    var encoded = label.startsWith("xn--") && !IDN.toUnicode(label).equals(label);
    return label.startsWith("-") || label.endsWith("-") || (label.startsWith("--", 2) && !encoded);
  }

  private static RequestError invalidLabel(String label) {
    return RequestError.invalid("idna error\nidna: invalid label \"" + label + "\"");
  }
}
