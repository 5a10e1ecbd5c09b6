package io.spiffeaws.change;

import org.jspecify.annotations.Nullable;

/// One thing that an operation changed, would change, or found as asked.
///
/// @param name what people call it: a SPIFFE ID, a role's name, an issuer's URL
/// @param id entry ID, ARN or the path of a file; null where it has none, or not yet
/// @param detail what differs, as lines of a diff (`- old`, `+ new`) or a short reason; empty where
///   there is nothing to say
public record Change(Kind kind, String name, Action action, @Nullable String id, String detail) {

  /// What was changed.
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

    /// The word that stands for it in JSON.
    public String word() {
      return word;
    }
  }

  /// What an operation did, or will do.
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

    /// Returns the word for it in JSON, also in the JSON of a dry run, and in the text about what
    /// was done.
    public String word() {
      return word;
    }

    /// Returns the words for it in the text about what has not been done yet.
    public String planned() {
      return planned;
    }
  }
}
