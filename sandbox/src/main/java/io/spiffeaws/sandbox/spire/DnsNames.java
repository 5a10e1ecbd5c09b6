package io.spiffeaws.sandbox.spire;

import java.nio.charset.StandardCharsets;

/// DNS names as SPIRE accepts them in an entry, with the words of its `pkg/common/x509util/dns.go`.
final class DnsNames {
  private DnsNames() {}

  static void check(String name) throws Refusal {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      throw Refusal.invalid("name must be ascii");
    }
    var stars = name.chars().filter(c -> c == '*').count();
    if (stars > 1) {
      throw Refusal.invalid("too many wildcards");
    }
    if (stars == 1 && !name.startsWith("*.")) {
      throw Refusal.invalid("wildcard must be first label");
    }
    checkPlain(stars == 1 ? name.substring(2) : name);
  }

  private static void checkPlain(String name) throws Refusal {
    if (name.isBlank()) {
      throw Refusal.invalid("empty or only whitespace");
    }
    if (name.strip().endsWith(".")) {
      throw Refusal.invalid("domain ends with dot");
    }
    for (var i = 0; i < name.strip().length(); i++) {
      var c = name.strip().charAt(i);
      if (!Character.isLowerCase(c) && !Character.isDigit(c) && c != '-' && c != '.') {
        throw Refusal.invalid("idna error\nidna: disallowed rune U+%04X".formatted((int) c));
      }
    }
    for (var label : name.strip().split("\\.", -1)) {
      checkLabel(label, name.strip());
    }
  }

  private static void checkLabel(String label, String name) throws Refusal {
    if (label.isEmpty() || label.length() > 63 || name.length() > 253) {
      throw Refusal.invalid("idna error\nidna: invalid label \"%s\"".formatted(label));
    }
    if (label.startsWith("-") || label.endsWith("-") || label.startsWith("--", 2)) {
      throw Refusal.invalid("idna error\nidna: invalid label \"%s\"".formatted(label));
    }
  }
}
