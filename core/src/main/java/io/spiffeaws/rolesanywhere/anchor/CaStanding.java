package io.spiffeaws.rolesanywhere.anchor;

/// What a SPIRE server says of a CA, from the one that a trust anchor needs most.
public enum CaStanding {
  /// It signs X509-SVIDs.
  ACTIVE("active"),
  /// It signed X509-SVIDs before, and some may be valid.
  OLD("old"),
  /// It is in the bundle, and the server says nothing else of it: an earlier CA whose X509-SVIDs
  /// may be valid, that of another server, or a root above the server's CA.
  LISTED("in the bundle"),
  /// It signs X509-SVIDs next.
  PREPARED("prepared"),
  /// It has not signed X509-SVIDs for longer than they are valid.
  UNUSED("unused");

  private final String word;

  CaStanding(String word) {
    this.word = word;
  }

  /// Returns the word for messages.
  public String word() {
    return word;
  }

  /// Whether X509-SVIDs that it signed may be valid.
  boolean isLive() {
    return this == ACTIVE || this == OLD || this == LISTED;
  }
}
