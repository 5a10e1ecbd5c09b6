package io.spiffeaws.trust.lint;

import java.util.List;

/// Whether an issuer's subjects are SPIFFE IDs, as far as names tell.
final class IssuerKind {
  private static final List<String> OTHERS =
      List.of(
          "token.actions.githubusercontent.com",
          "gitlab.com",
          "app.terraform.io",
          "accounts.google.com",
          "agent.buildkite.com",
          "api.bitbucket.org",
          "oidc.circleci.com",
          "vstoken.dev.azure.com",
          "oidc.eks.");
  private static final String FORMS =
      "(?i)(repo|repository|project_path|organization|system:serviceaccount|org|pipeline|sc):.*|.*\\|.*";

  private IssuerKind() {}

  /// @param hostPath the issuer without scheme
  /// @param subjects that a policy names for it
  static boolean spiffe(String hostPath, List<String> subjects) {
    return OTHERS.stream().noneMatch(hostPath::startsWith)
        && subjects.stream().noneMatch(subject -> subject.matches(FORMS));
  }
}
