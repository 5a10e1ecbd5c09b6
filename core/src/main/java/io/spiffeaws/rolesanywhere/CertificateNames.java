package io.spiffeaws.rolesanywhere;

import io.spiffeaws.trust.policy.SessionTag;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// The names that IAM Roles Anywhere takes from a certificate for a session (user guide, "Trust
/// model" and "Attribute mapping").
///
/// @param certificate of the end entity
public record CertificateNames(X509Certificate certificate) {
  private static final int MAX_PREFIXED = 61;

  /// Returns the serial number in hexadecimal digits, an even number of them. It is the session
  /// name if the request specifies none.
  public String serialNumber() {
    var bytes = certificate.getSerialNumber().toByteArray();
    var digits = HexFormat.of().formatHex(bytes);
    return bytes.length > 1 && bytes[0] == 0 ? digits.substring(2) : digits;
  }

  /// Returns the source identity: the common name, or the serial number if there is none.
  public String sourceIdentity() {
    return Optional.ofNullable(tags().get("x509Subject/CN"))
        .map(name -> name.length() <= MAX_PREFIXED ? "CN=" + name : name)
        .orElseGet(() -> "ID=" + serialNumber());
  }

  /// Returns the session tags of subject and issuer by the default mapping, as far as Java knows
  /// the names of their attributes. Several values of an attribute are joined.
  public Map<String, String> tags() {
    var tags = new TreeMap<String, String>();
    add("x509Subject/", certificate.getSubjectX500Principal(), tags);
    add("x509Issuer/", certificate.getIssuerX500Principal(), tags);
    tags.values().removeIf(value -> !SessionTag.fits(value));
    return tags;
  }

  private static void add(String prefix, X500Principal name, Map<String, String> tags) {
    try {
      for (var attribute : new LdapName(name.getName()).getRdns()) {
        if (attribute.getValue() instanceof String value) {
          tags.merge(prefix + attribute.getType(), value, (first, next) -> first + "/" + next);
        }
      }
    } catch (InvalidNameException e) {
      throw new IllegalStateException("a distinguished name in its standard form", e);
    }
  }
}
