package io.spiffeaws.trust.role;

import java.util.List;

/// A role that tokens of OIDC providers may assume.
///
/// @param issuers URLs of the providers that its trust policy names, in the policy's order
/// @param subjects subjects and patterns that the policy names for these, in the policy's order;
///   empty if the policy lists none
public record TrustingRole(String name, String arn, List<String> issuers, List<String> subjects) {
  public TrustingRole {
    issuers = List.copyOf(issuers);
    subjects = List.copyOf(subjects);
  }
}
