package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestProvider;
import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.OidcProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What is to be done about a chain's OIDC provider.
final class PlanProvider {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final World.Aws world;

  PlanProvider(ChainOwner owner, Manifest manifest, World.Aws world) {
    this.owner = owner;
    this.manifest = manifest;
    this.world = world;
  }

  /// At most one.
  List<Step> steps(IssuerUrl issuer) {
    if (manifest.provider().isPresent()) {
      var wanted = manifest.provider().get();
      return List.of(
          world
              .provider()
              .map(found -> over(found, wanted))
              .orElseGet(() ->
                  new Step.MakeProvider(
                      issuer, wanted.audiences(), wanted.thumbprints(), tags(wanted))));
    }
    if (world.provider().isPresent()) {
      return leftover(world.provider().get());
    }
    return manifest.roles().isEmpty()
        ? List.of()
        : List.of(
            conflict(
                issuer.text(),
                "no-such-provider",
                "the account has no OIDC provider for " + issuer + ", which the roles need",
                "write provider: {} into the chain, or make it: spiffe-aws trust provider create "
                    + issuer));
  }

  private Step over(OidcProvider found, ManifestProvider wanted) {
    if (owner.marked(found.tags())) {
      var edits = ProviderEdit.between(found, wanted, tags(wanted));
      return edits.isEmpty() ? kept(found, "") : new Step.ChangeProvider(found, edits);
    }
    var missing =
        wanted.audiences().stream()
            .filter(audience -> !found.audiences().contains(audience))
            .toList();
    return missing.isEmpty()
        ? kept(found, "left alone: this chain did not make it")
        : conflict(
            found.url(),
            "provider-not-ours",
            "the OIDC provider of %s exists, this chain did not make it, and it takes no token for %s"
                .formatted(found.url(), String.join(", ", missing)),
            "spiffe-aws trust provider create %s --audience %s"
                .formatted(found.url(), missing.getFirst()));
  }

  private List<Step> leftover(OidcProvider found) {
    if (!owner.marked(found.tags())) {
      return List.of();
    }
    var trusting = new TreeSet<>(world.trusting());
    world.roles().values().stream()
        .filter(role -> owner.made(role.role()))
        .forEach(role -> trusting.remove(role.role().name()));
    manifest.roles().forEach(role -> trusting.add(role.name().text()));
    return List.of(
        trusting.isEmpty()
            ? new Step.DropProvider(found)
            : kept(found, "left: still trusted by " + String.join(", ", trusting)));
  }

  private Map<String, String> tags(ManifestProvider wanted) {
    var tags = new HashMap<>(wanted.tags());
    tags.putAll(owner.marks());
    return tags;
  }

  private static Step conflict(String name, String code, String message, String hint) {
    return new Step.Conflict(
        Change.Kind.OIDC_PROVIDER, name, new Problem.Refused(code, message, hint));
  }

  private static Step kept(OidcProvider found, String why) {
    return new Step.Keep(
        new Change(
            Change.Kind.OIDC_PROVIDER,
            found.url(),
            Change.Action.UNCHANGED,
            found.arn().text(),
            why));
  }
}
