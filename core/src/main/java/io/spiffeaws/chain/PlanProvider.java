package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestProvider;
import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.provider.ProviderCreation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Plans the changes of a chain's OIDC provider.
final class PlanProvider {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final CurrentState.Aws state;
  private final Adoption adoption;

  PlanProvider(ChainOwner owner, Manifest manifest, CurrentState.Aws state, Adoption adoption) {
    this.owner = owner;
    this.manifest = manifest;
    this.state = state;
    this.adoption = adoption;
  }

  /// At most one change for the issuer's provider, then those for providers of previous issuers.
  List<PlannedChange> steps() {
    var steps = new ArrayList<>(manifest.issuer().map(this::ofIssuer).orElse(List.of()));
    for (var former : state.formerProviders()) {
      // the chain's own roles no longer trust it once the plan is carried out
      var others = new TreeSet<>(former.trustingRoles());
      others.removeAll(own());
      steps.add(unlessTrusted(former.provider(), others));
    }
    return steps;
  }

  private List<PlannedChange> ofIssuer(IssuerUrl issuer) {
    if (manifest.provider().isPresent()) {
      var wanted = manifest.provider().get();
      return List.of(
          state
              .provider()
              .map(found -> over(found, wanted))
              .orElseGet(() ->
                  new PlannedChange.CreateProvider(
                      issuer, wanted.audiences(), wanted.thumbprints(), tags(wanted))));
    }
    if (state.provider().isPresent()) {
      return leftover(state.provider().get());
    }
    return manifest.roles().isEmpty()
        ? List.of()
        : List.of(
            conflict(
                issuer.text(),
                "no-such-provider",
                "the account has no OIDC provider for " + issuer + ", but the roles need one",
                ProviderCreation.hint(
                    "add provider: {} to the chain, or create it", issuer.text())));
  }

  private PlannedChange over(OidcProvider found, ManifestProvider wanted) {
    if (adoption.mayChange(owner, found.tags())) {
      var needed = needed();
      var edits = ProviderEdit.between(found, wanted, tags(wanted), needed.keySet());
      var notes =
          needed.entrySet().stream()
              .map(stays ->
                  "audience %s is not removed: roles that this chain does not manage accept it: %s"
                      .formatted(stays.getKey(), String.join(", ", stays.getValue())))
              .toList();
      return edits.isEmpty()
          ? kept(found, String.join("\n", notes))
          : new PlannedChange.ChangeProvider(found, edits, notes);
    }
    var missing =
        wanted.audiences().stream()
            .filter(audience -> !found.audiences().contains(audience))
            .toList();
    return missing.isEmpty()
        ? kept(found, ChainOwner.notChanged(found.tags()))
        : conflict(
            found.url(),
            "provider-not-ours",
            "the OIDC provider of %s is not managed by this chain and does not accept the audience %s"
                .formatted(found.url(), String.join(", ", missing)),
            "to add it, run: spiffe-aws trust provider create %s %s; to have the chain take over the provider, run: %s"
                .formatted(
                    TypedCommand.word(found.url()),
                    TypedCommand.options("--audience", missing),
                    adoption.command()));
  }

  /// The audiences that the chain does not name and that roles still need which the plan does not
  /// change, with these roles.
  private Map<String, Set<String>> needed() {
    var changed =
        state.roles().values().stream()
            .map(RoleState::role)
            .filter(role -> adoption.mayChange(owner, role.tags()))
            .map(Role::name)
            .collect(Collectors.toSet());
    var needed = new TreeMap<String, Set<String>>();
    state
        .rolesByAudience()
        .forEach((audience, roles) -> {
          var others = new TreeSet<>(roles);
          others.removeAll(changed);
          if (!others.isEmpty()) {
            needed.put(audience, others);
          }
        });
    return needed;
  }

  private List<PlannedChange> leftover(OidcProvider found) {
    if (!owner.manages(found.tags())) {
      return List.of();
    }
    var trusting = new TreeSet<>(state.trustingRoles());
    trusting.removeAll(own());
    manifest.roles().forEach(role -> trusting.add(role.name().text()));
    return List.of(unlessTrusted(found, trusting));
  }

  private Set<String> own() {
    return state.roles().values().stream()
        .map(RoleState::role)
        .filter(owner::manages)
        .map(Role::name)
        .collect(Collectors.toSet());
  }

  private static PlannedChange unlessTrusted(OidcProvider found, Set<String> trusting) {
    return trusting.isEmpty()
        ? new PlannedChange.DeleteProvider(found)
        : kept(found, "not deleted: still trusted by " + String.join(", ", trusting));
  }

  private Map<String, String> tags(ManifestProvider wanted) {
    var tags = new HashMap<>(wanted.tags());
    tags.putAll(owner.tags());
    return tags;
  }

  private static PlannedChange conflict(String name, String code, String message, String hint) {
    return new PlannedChange.Conflict(
        Change.Kind.OIDC_PROVIDER, name, new Problem.Refused(code, message, hint));
  }

  private static PlannedChange kept(OidcProvider found, String why) {
    return new PlannedChange.Keep(
        new Change(
            Change.Kind.OIDC_PROVIDER,
            found.url(),
            Change.Action.UNCHANGED,
            found.arn().text(),
            why));
  }
}
