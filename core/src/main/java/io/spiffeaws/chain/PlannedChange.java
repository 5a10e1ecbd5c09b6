package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.role.DesiredRole;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/// A resource of a chain, and what will be done with it.
public sealed interface PlannedChange {
  /// No change: the resource is as desired, or the chain does not manage it.
  ///
  /// @param changes all unchanged: a role, then its policies; or one resource
  record Keep(List<Change> changes) implements PlannedChange {
    public Keep {
      changes = List.copyOf(changes);
    }

    Keep(Change change) {
      this(List.of(change));
    }
  }

  /// No change, since a resource that the chain does not manage is in the way. A plan with a
  /// conflict is not carried out.
  record Conflict(Change.Kind kind, String name, Problem problem) implements PlannedChange {}

  record CreateEntry(RegistrationEntry entry) implements PlannedChange {}

  /// Updates an entry in place.
  ///
  /// @param after has the entry ID of the one before
  record ReplaceEntry(RegistrationEntry before, RegistrationEntry after) implements PlannedChange {}

  record DeleteEntry(RegistrationEntry entry) implements PlannedChange {}

  /// Creates the OIDC provider.
  ///
  /// @param tags including those that mark it as managed by the chain
  record CreateProvider(
      IssuerUrl issuer, List<String> audiences, List<String> thumbprints, Map<String, String> tags)
      implements PlannedChange {}

  /// Changes the OIDC provider.
  ///
  /// @param notes on what is not changed
  record ChangeProvider(OidcProvider provider, List<ProviderEdit> edits, List<String> notes)
      implements PlannedChange {}

  record DeleteProvider(OidcProvider provider) implements PlannedChange {}

  /// Creates the trust anchor of IAM Roles Anywhere.
  ///
  /// @param tags including those that mark it as managed by the chain
  record CreateAnchor(String name, List<X509Certificate> cas, Map<String, String> tags)
      implements PlannedChange {
    public CreateAnchor {
      cas = List.copyOf(cas);
    }
  }

  /// Changes the trust anchor.
  ///
  /// @param cas the certificates that it is to contain
  /// @param enable whether it is disabled
  /// @param tags to add
  record ChangeAnchor(
      RolesAnywhereState.Anchor anchor,
      List<X509Certificate> cas,
      boolean enable,
      Map<String, String> tags)
      implements PlannedChange {
    public ChangeAnchor {
      cas = List.copyOf(cas);
    }
  }

  record DeleteAnchor(RolesAnywhereState.Anchor anchor) implements PlannedChange {}

  /// Creates the profile of IAM Roles Anywhere.
  ///
  /// @param tags including those that mark it as managed by the chain
  record CreateProfile(ProfileSettings settings, Map<String, String> tags)
      implements PlannedChange {}

  /// Changes the profile.
  ///
  /// @param after the settings that it is to have
  /// @param enable whether it is disabled
  /// @param tags to add
  record ChangeProfile(
      RolesAnywhereState.Profile profile,
      ProfileSettings after,
      boolean enable,
      Map<String, String> tags)
      implements PlannedChange {}

  record DeleteProfile(RolesAnywhereState.Profile profile) implements PlannedChange {}

  /// Creates a role.
  ///
  /// @param edits applied once the role exists
  /// @param description by which the role is found again
  record CreateRole(DesiredRole role, List<RoleEdit> edits, String description)
      implements PlannedChange {}

  /// Changes a role.
  ///
  /// @param notes on what is not changed in its trust policy
  record ChangeRole(RoleState role, List<RoleEdit> edits, List<String> notes)
      implements PlannedChange {}

  record DeleteRole(RoleState role) implements PlannedChange {}

  /// Whether it deletes a resource.
  default boolean deletes() {
    return switch (this) {
      case DeleteEntry _, DeleteProvider _, DeleteAnchor _, DeleteProfile _, DeleteRole _ -> true;
      case Keep _,
          Conflict _,
          CreateEntry _,
          ReplaceEntry _,
          CreateProvider _,
          ChangeProvider _,
          CreateAnchor _,
          ChangeAnchor _,
          CreateProfile _,
          ChangeProfile _,
          CreateRole _,
          ChangeRole _ ->
          false;
    };
  }

  /// Whether it is a change or a conflict.
  default boolean pending() {
    return !(this instanceof Keep);
  }
}
