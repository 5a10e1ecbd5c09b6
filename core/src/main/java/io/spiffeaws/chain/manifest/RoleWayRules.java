package io.spiffeaws.chain.manifest;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.yaml.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules for the ways of a chain's roles. A way requires its source at the top level of the
/// file: `issuer` or `roles_anywhere`. If the file has one source, that is the way of all roles. If
/// it has both, each role specifies its ways: adding a source allows nothing.
///
/// @param issuer source of `web_identity`
/// @param rolesAnywhere source of `roles_anywhere`
record RoleWayRules(Optional<IssuerUrl> issuer, Optional<ManifestRolesAnywhere> rolesAnywhere) {
  /// The longest value of a session tag (STS, TagSession): AWS omits the tag `x509SAN/URI` of a
  /// longer ID, so no trust policy can allow it.
  private static final int MAX_TAG = 256;

  private static final Duration DEFAULT_MAX_SESSION = Duration.ofHours(1);

  /// Requires a source of credentials for a role.
  void checkSource(Position at) {
    if (issuer.isEmpty() && rolesAnywhere.isEmpty()) {
      throw at.expected(
          "an issuer or roles_anywhere at the top level, since a workload has a role", "none");
    }
  }

  /// The ways of a role.
  ///
  /// @param own its settings as written
  /// @param settings the same, completed by the defaults
  Set<RoleWay> of(RoleName role, RoleSettings own, RoleSettings settings, Position at) {
    var ways = settings.ways().map(EnumSet::copyOf).orElseGet(() -> only(role, at));
    if (ways.contains(RoleWay.WEB_IDENTITY) && issuer.isEmpty()) {
      throw noSource(role, "an issuer", RoleWay.WEB_IDENTITY, at);
    }
    if (ways.contains(RoleWay.ROLES_ANYWHERE) && rolesAnywhere.isEmpty()) {
      throw noSource(role, "roles_anywhere", RoleWay.ROLES_ANYWHERE, at);
    }
    if (!ways.contains(RoleWay.WEB_IDENTITY)) {
      checkNoTokens(role, own, at);
    }
    return ways;
  }

  private EnumSet<RoleWay> only(RoleName role, Position at) {
    if (issuer.isPresent() && rolesAnywhere.isPresent()) {
      throw at.expected(
          "ways of role "
              + role
              + ", here or in defaults, since the chain has both an issuer and"
              + " roles_anywhere",
          "none",
          "write ways: [web_identity], ways: [roles_anywhere], or both in one list");
    }
    return EnumSet.of(issuer.isPresent() ? RoleWay.WEB_IDENTITY : RoleWay.ROLES_ANYWHERE);
  }

  private static RuntimeException noSource(RoleName role, String source, RoleWay way, Position at) {
    return at.expected(
        source + " at the top level, since role " + role + " has the way " + way.word(), "none");
  }

  /// Rejects settings for tokens of a role that accepts no tokens.
  private static void checkNoTokens(RoleName role, RoleSettings own, Position at) {
    if (own.audience().isPresent()) {
      throw onlyForTokens("audience", role, at);
    }
    if (own.sessionTags().orElse(false)) {
      throw onlyForTokens("session_tags", role, at);
    }
  }

  private static RuntimeException onlyForTokens(String setting, RoleName role, Position at) {
    return at.expected(
        "a role with the way web_identity for " + setting,
        "role " + role + " without it",
        "remove " + setting + ", or add web_identity to its ways");
  }

  /// Checks a role that IAM Roles Anywhere assumes.
  void check(ManifestRole role, Position at) {
    if (!role.ways().contains(RoleWay.ROLES_ANYWHERE)) {
      return;
    }
    checkIds(role.subjects(), at);
    var session = rolesAnywhere.orElseThrow().duration();
    var longest = role.settings().maxSession().orElse(DEFAULT_MAX_SESSION);
    if (session.compareTo(longest) > 0) {
      throw at.expected(
          "a max_session_duration of at least %s for role %s, the duration of roles_anywhere"
              .formatted(DurationText.print(session), role.name()),
          DurationText.print(longest));
    }
  }

  private static void checkIds(List<Subject> ids, Position at) {
    ids.stream()
        .filter(id -> id.text().length() > MAX_TAG)
        .findFirst()
        .ifPresent(id -> {
          throw at.expected(
              "IDs of at most %d characters for roles_anywhere, the limit of a session tag"
                  .formatted(MAX_TAG),
              id.text().length() + " characters");
        });
  }

  /// Checks how many roles the profile has.
  void checkProfile(Collection<ManifestRole> roles, Position at) {
    var count = roles.stream().filter(role -> role.ways().contains(RoleWay.ROLES_ANYWHERE)).count();
    if (count > RolesAnywhereReader.MAX_ROLES) {
      throw at.expected(
          "at most %d roles with the way roles_anywhere, the limit of a profile"
              .formatted(RolesAnywhereReader.MAX_ROLES),
          String.valueOf(count));
    }
  }
}
