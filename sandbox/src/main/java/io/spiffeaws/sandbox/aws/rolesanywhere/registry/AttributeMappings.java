package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The certificate fields that become session tags.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping.html
///
/// @param specifiers by certificate field (`x509Subject`, `x509Issuer`, `x509SAN`): `CN`, `*`,
///   `URI`, `Name/OU`
public record AttributeMappings(Map<String, List<String>> specifiers) {
  /// The mappings of a new profile.
  public static final AttributeMappings DEFAULT =
      new AttributeMappings(Map.of())
          .with("x509Issuer", List.of("*"))
          .with("x509SAN", List.of("DNS", "URI", "Name/*"))
          .with("x509Subject", List.of("*"));

  public AttributeMappings {
    specifiers = Collections.unmodifiableMap(new LinkedHashMap<>(specifiers));
  }

  /// Returns these mappings with other specifiers for a field.
  public AttributeMappings with(String field, List<String> changed) {
    var more = new LinkedHashMap<>(specifiers);
    more.put(field, List.copyOf(changed));
    return new AttributeMappings(more);
  }

  /// Returns these mappings without some specifiers of a field.
  ///
  /// @param removed empty: all of the field
  public AttributeMappings without(String field, List<String> removed) {
    var left = new LinkedHashMap<>(specifiers);
    var kept = new ArrayList<>(left.getOrDefault(field, List.of()));
    kept.removeAll(removed);
    if (removed.isEmpty() || kept.isEmpty()) {
      left.remove(field);
    } else {
      left.put(field, List.copyOf(kept));
    }
    return new AttributeMappings(left);
  }

  /// Returns whether a field's value becomes a tag.
  ///
  /// @param name the part of the tag's key after the field, for example `CN` or `Name/CN`
  public boolean maps(String field, String name) {
    int slash = name.lastIndexOf('/');
    var all = slash < 0 ? "*" : name.substring(0, slash) + "/*";
    var mapped = specifiers.getOrDefault(field, List.of());
    return mapped.contains(name) || mapped.contains(all);
  }
}
