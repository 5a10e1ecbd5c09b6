package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.ManifestYaml;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.oidc.IssuerUrl;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chains with IAM Roles Anywhere that are created from an existing state.
class ImportRolesAnywhereTest extends PlannedRolesAnywhere {
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");

  @ParameterizedTest
  @ValueSource(strings = {ANYWHERE, BOTH})
  void anImportOfAManagedChainHasNoChanges(String chain) {
    apply(chain);
    var imported =
        env.importedAnywhere(chain.equals(BOTH) ? Optional.of(ISSUER) : Optional.empty());
    assertThat(imported.notes()).isEmpty();
    var text = ManifestYaml.write(imported.manifest());
    assertThat(env.plan(read(text)).pending()).as(text).isFalse();
    assertThat(ways(imported.manifest())).isEqualTo(ways(read(chain)));
  }

  @Test
  void settingsAreImported() {
    apply(
        ANYWHERE.replace(
            "profile: apps", "profile: apps, duration: 30m, accept_session_name: true"));
    assertThat(ManifestYaml.write(env.importedAnywhere(Optional.empty()).manifest()))
        .contains("accept_session_name: true")
        .contains("duration: \"30m\"");
  }

  @Test
  void reportsAnIdThatHasOneOfTwoWays() {
    apply(BOTH);
    apply(
        BOTH.replace(
            "  - {id: /old",
            "  - {id: /more, parent_id: /host, selectors: [unix:uid:3], role: app}\n  - {id: /old"));
    var trust = env.roles.get("app").trust();
    env.roles.updateTrust(
        "app",
        io.spiffeaws.trust.policy.TrustPolicy.parse(
            trust.compact().replaceFirst("(:sub\":)\\[[^]]*]", "$1\"spiffe://example.org/app\"")));
    var imported = env.importedAnywhere(Optional.of(ISSUER));
    assertThat(imported.notes())
        .containsExactly(
            "spiffe://example.org/more may assume app in another way than its other IDs, which a chain cannot express");
    assertThat(imported.manifest().roles().getFirst().ways()).isEqualTo(Set.of(RoleWay.values()));
  }

  @Test
  void reportsATrustAnchorThatIsNotImported() {
    apply(BOTH);

    assertThat(env.imported(ISSUER).notes())
        .anySatisfy(note ->
            assertThat(note)
                .startsWith("role app trusts the trust anchor arn:aws:rolesanywhere:")
                .endsWith("to import it, specify --trust-anchor-arn and --profile-arn"));
  }

  private static java.util.List<Set<RoleWay>> ways(Manifest manifest) {
    return manifest.roles().stream().map(ManifestRole::ways).toList();
  }
}
