package io.spiffeaws.change;

import org.jspecify.annotations.Nullable;

/// One resource that an operation changed, would change, or found in the desired state.
///
/// @param name the display name: a SPIFFE ID, a role name, an issuer URL
/// @param id entry ID, ARN or file path; null if it has none, or none yet
/// @param detail the difference as lines of a diff (`- old`, `+ new`), or a short reason; empty if
///   there is neither
public record Change(Kind kind, String name, Action action, @Nullable String id, String detail) {

  /// The kind of resource.
  public enum Kind {
    ENTRY("entry"),
    OIDC_PROVIDER("oidc_provider"),
    ROLE("role"),
    ROLE_POLICY("role_policy"),
    TRUST_SUB("trust_sub"),
    ISSUER_DOCUMENT("issuer_document"),
    PROFILE("profile"),
    FILE("file"),
    SESSION("session");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// Returns the word for the kind in JSON.
    public String word() {
      return word;
    }
  }

  /// The action on the resource.
  public enum Action {
    CREATED("created"),
    UPDATED("updated"),
    DELETED("deleted"),
    UNCHANGED("unchanged"),
    FAILED("failed");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /// Returns the word for the action in JSON and in text.
    public String word() {
      return word;
    }
  }
}
