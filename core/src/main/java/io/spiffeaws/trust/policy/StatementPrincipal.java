package io.spiffeaws.trust.policy;

/// One principal of a statement.
///
/// @param kind `Federated`, `Service`, `AWS`
/// @param name as the policy writes it
record StatementPrincipal(String kind, String name) {
  static final StatementPrincipal ROLES_ANYWHERE =
      new StatementPrincipal("Service", RolesAnywhereStatements.SERVICE);

  static StatementPrincipal of(ProviderArn provider) {
    return new StatementPrincipal("Federated", provider.text());
  }
}
