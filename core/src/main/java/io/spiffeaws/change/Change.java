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
    TRUST_ANCHOR("trust_anchor"),
    TRUST_PROFILE("trust_profile"),
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

  /// The action on the resource: done, or planned.
  public enum Action {
    CREATED("created", "will create"),
    UPDATED("updated", "will update"),
    DELETED("deleted", "will delete"),
    UNCHANGED("unchanged", "unchanged"),
    FAILED("failed", "will fail");

    private final String word;
    private final String planned;

    Action(String word, String planned) {
      this.word = word;
      this.planned = planned;
    }

    /// Returns the word for the action in JSON, also of a dry run, and in text about what was done.
    public String word() {
      return word;
    }

    /// Returns the words for the action in text about what was not done yet.
    public String planned() {
      return planned;
    }
  }
}
