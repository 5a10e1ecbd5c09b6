package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.rolesanywhere.registry.AttributeMappings;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/// The session tags from the fields of a certificate.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping.html
///
/// @param mappings the fields that become tags
record CertificateTags(AttributeMappings mappings) {
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  /// The names of RFC 4514, section 3; other attributes have their object identifier.
  private static final Map<ASN1ObjectIdentifier, String> NAMES =
      Map.of(
          BCStyle.CN, "CN",
          BCStyle.L, "L",
          BCStyle.ST, "ST",
          BCStyle.O, "O",
          BCStyle.OU, "OU",
          BCStyle.C, "C",
          BCStyle.STREET, "STREET",
          BCStyle.DC, "DC",
          BCStyle.UID, "UID");

  /// Returns the tags. Values that do not fit into a tag are left out.
  Map<String, String> of(X509Certificate certificate) {
    var holder = holder(certificate);
    var tags = new LinkedHashMap<String, String>();
    attributes(holder.getSubject()).forEach((name, value) -> add(tags, "x509Subject", name, value));
    attributes(holder.getIssuer()).forEach((name, value) -> add(tags, "x509Issuer", name, value));
    alternativeNames(holder).forEach((name, value) -> add(tags, "x509SAN", name, value));
    return tags;
  }

  /// Returns the common name of a certificate's subject, or empty if it has none.
  static Optional<String> commonName(X509Certificate certificate) {
    return Optional.ofNullable(attributes(holder(certificate).getSubject()).get("CN"));
  }

  private void add(Map<String, String> tags, String field, String name, String value) {
    var key = field + "/" + name;
    if (mappings.maps(field, name)
        && key.length() <= LONGEST_KEY
        && value.length() <= LONGEST_VALUE
        && VALUE.matcher(value).matches()) {
      tags.put(key, value);
    }
  }

  /// Returns the attributes of a name. Several values of one attribute are joined with slashes.
  private static Map<String, String> attributes(X500Name name) {
    var attributes = new LinkedHashMap<String, String>();
    for (var rdn : name.getRDNs()) {
      for (var attribute : rdn.getTypesAndValues()) {
        var type = NAMES.getOrDefault(attribute.getType(), attribute.getType().getId());
        var value =
            attribute.getValue() instanceof ASN1String text
                ? text.getString()
                : IETFUtils.valueToString(attribute.getValue());
        attributes.merge(type, value, (first, next) -> first + "/" + next);
      }
    }
    return attributes;
  }

  /// Returns the first alternative name of each type.
  private static Map<String, String> alternativeNames(JcaX509CertificateHolder certificate) {
    var names = new LinkedHashMap<String, String>();
    var extension = certificate.getExtension(Extension.subjectAlternativeName);
    if (extension == null) {
      return names;
    }
    boolean directory = false;
    for (var name : GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
      switch (name.getTagNo()) {
        case GeneralName.dNSName -> names.putIfAbsent("DNS", name.getName().toString());
        case GeneralName.uniformResourceIdentifier ->
            names.putIfAbsent("URI", name.getName().toString());
        case GeneralName.directoryName -> {
          if (!directory) {
            attributes(X500Name.getInstance(name.getName()))
                .forEach((key, value) -> names.put("Name/" + key, value));
            directory = true;
          }
        }
        default -> {}
      }
    }
    return names;
  }

  private static JcaX509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new JcaX509CertificateHolder(certificate);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate cannot be encoded", e);
    }
  }
}
