package io.spiffeaws.spire;

import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The fields of an entry that can change without making it a different entry.
public enum EntryField {
  X509_SVID_TTL("x509_svid_ttl"),
  JWT_SVID_TTL("jwt_svid_ttl"),
  HINT("hint"),
  DNS_NAMES("dns_names"),
  FEDERATES_WITH("federates_with"),
  EXPIRES_AT("expires_at"),
  ADMIN("admin"),
  DOWNSTREAM("downstream"),
  STORE_SVID("store_svid"),
  ADDITIONAL_ATTRIBUTES("additional_attributes");

  private final String word;

  EntryField(String word) {
    this.word = word;
  }

  /// Returns the field's name in SPIRE's API and in our JSON.
  public String word() {
    return word;
  }

  /// Returns the field's value as text, one string per list item; empty if it has its default.
  List<String> values(EntrySettings settings) {
    return switch (this) {
      case X509_SVID_TTL -> ttl(settings.x509SvidTtl());
      case JWT_SVID_TTL -> ttl(settings.jwtSvidTtl());
      case HINT -> settings.hint().isEmpty() ? List.of() : List.of(settings.hint());
      case DNS_NAMES -> settings.dnsNames();
      case FEDERATES_WITH -> settings.federatesWith();
      case EXPIRES_AT -> settings.expiresAt().map(at -> List.of(at.toString())).orElse(List.of());
      case ADMIN -> flag(settings.admin());
      case DOWNSTREAM -> flag(settings.downstream());
      case STORE_SVID -> flag(settings.storeSvid());
      case ADDITIONAL_ATTRIBUTES -> attributes(settings.additionalAttributes());
    };
  }

  private static List<String> ttl(int seconds) {
    return seconds == 0 ? List.of() : List.of(DurationText.print(Duration.ofSeconds(seconds)));
  }

  private static List<String> flag(boolean on) {
    return on ? List.of("true") : List.of();
  }

  private static List<String> attributes(AdditionalAttributes attributes) {
    var words = new ArrayList<String>();
    if (attributes.disableX509SvidPrefetch()) {
      words.add("disable_x509_svid_prefetch");
    }
    if (attributes.jwtSvidIncludeJti()) {
      words.add("jwt_svid_include_jti");
    }
    return words;
  }
}
