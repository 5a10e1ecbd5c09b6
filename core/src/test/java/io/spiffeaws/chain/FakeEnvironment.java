package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.json.Json;
import io.spiffeaws.oidc.Discovery;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.spire.EntryOwner;
import io.spiffeaws.spire.FakeEntries;
import io.spiffeaws.spire.Progress;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import java.net.URI;
import java.util.Optional;

/// A SPIRE server and an AWS account in memory.
final class FakeEnvironment {
  final FakeEntries entries = new FakeEntries();
  final FakeRoles roles = new FakeRoles();

  /// The port through which the chain's roles are read and written.
  Roles rolePort = roles;

  final FakeOidcProviders providers = new FakeOidcProviders();
  final FakeRolesAnywhere anywhere = new FakeRolesAnywhere();

  /// Whether resources of IAM Roles Anywhere are searched for that no file specifies.
  boolean cleanup = true;

  CurrentState read(Manifest manifest) {
    return new ReadCurrentState(entries, Optional.of(side()), cleanup).run(manifest);
  }

  Plan plan(Manifest manifest) {
    return plan(manifest, false);
  }

  Plan plan(Manifest manifest, boolean adopt) {
    return Plan.of(
        manifest, read(manifest), new Adoption(adopt, "spiffe-aws apply -f chain.yaml --adopt"));
  }

  Plan destruction(Manifest manifest) {
    return Plan.ofDestruction(manifest, read(manifest));
  }

  ImportChain.Result imported(IssuerUrl issuer) {
    return new ImportChain(entries, EntryOwner.THIS_CHAIN_ONLY, Optional.of(side()))
        .run(Optional.of(issuer), Optional.empty(), Optional.empty());
  }

  /// Imports the only trust anchor and the only profile.
  ImportChain.Result importedAnywhere(Optional<IssuerUrl> issuer) {
    var target =
        new RolesAnywhereTarget(
            anywhere.anchors.values().iterator().next().arn(),
            anywhere.profiles.values().iterator().next().arn());
    return new ImportChain(entries, EntryOwner.THIS_CHAIN_ONLY, Optional.of(side()))
        .run(issuer, Optional.of(target), Optional.empty());
  }

  ApplyPlan.Result apply(Plan plan) {
    return apply(plan, Progress.NONE, new StopRequest());
  }

  ApplyPlan.Result apply(Plan plan, Progress progress, StopRequest stop) {
    return new ApplyPlan(entries, Optional.of(side()), progress, stop).run(plan);
  }

  private AwsPorts side() {
    return new AwsPorts(
        rolePort,
        providers,
        () -> new AwsAccount("aws", "123456789012"),
        new CreateProvider(providers, new Documents(), _ -> "0".repeat(40)),
        RoleLocks.NONE,
        new TrustPolicyUpdate(rolePort, RoleLocks.NONE, _ -> {}),
        Optional.of(anywhere.ports()));
  }

  /// Returns a discovery document for any issuer.
  private static final class Documents implements IssuerDocuments {
    @Override
    public Discovery discovery(String issuer) {
      return new Discovery(issuer, URI.create(issuer + "/keys"), Json.object());
    }

    @Override
    public String keys(URI jwksUri) {
      return "{\"keys\":[]}";
    }
  }
}
