package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.role.DesiredRole;
import java.util.List;
import java.util.Map;

/// One thing of a chain, and what is to be done about it.
public sealed interface PlannedChange {
  /// Nothing: it is as it should be, or another's.
  record Keep(Change change) implements PlannedChange {}

  /// Nothing, since another's thing is in the way. A plan that has one is not carried out.
  record Conflict(Change.Kind kind, String name, Problem problem) implements PlannedChange {}

  record MakeEntry(RegistrationEntry entry) implements PlannedChange {}

  /// @param after has the entry ID of the one before
  record ReplaceEntry(RegistrationEntry before, RegistrationEntry after) implements PlannedChange {}

  record DropEntry(RegistrationEntry entry) implements PlannedChange {}

  /// @param tags the chain's marks among them
  record MakeProvider(
      IssuerUrl issuer, List<String> audiences, List<String> thumbprints, Map<String, String> tags)
      implements PlannedChange {}

  /// @param notes on what stays of it
  record ChangeProvider(OidcProvider provider, List<ProviderEdit> edits, List<String> notes)
      implements PlannedChange {}

  record DropProvider(OidcProvider provider) implements PlannedChange {}

  /// @param edits what is done once it is there
  /// @param description by which it is found again
  record MakeRole(DesiredRole role, List<RoleEdit> edits, String description)
      implements PlannedChange {}

  /// @param notes on what stays in its trust policy
  record ChangeRole(RoleState role, List<RoleEdit> edits, List<String> notes)
      implements PlannedChange {}

  record DropRole(RoleState role) implements PlannedChange {}

  /// Whether it takes away a thing as a whole.
  default boolean drops() {
    return switch (this) {
      case DropEntry _, DropProvider _, DropRole _ -> true;
      case Keep _,
          Conflict _,
          MakeEntry _,
          ReplaceEntry _,
          MakeProvider _,
          ChangeProvider _,
          MakeRole _,
          ChangeRole _ ->
          false;
    };
  }

  /// Whether something is to be done.
  default boolean pending() {
    return !(this instanceof Keep);
  }
}
