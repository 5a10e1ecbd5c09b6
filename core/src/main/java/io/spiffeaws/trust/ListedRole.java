package io.spiffeaws.trust;

/// A role as a listing of all roles shows it, which has no tags.
///
/// @param description empty where there is none
/// @param trust its trust policy as text, which is not read, so that one odd policy in the account
///   is nobody else's trouble
public record ListedRole(String name, String description, String trust) {
  /// Whether its trust policy names the provider.
  public boolean names(ProviderArn provider) {
    return trust.contains("\"" + provider + "\"");
  }
}
