package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The changes of a plan.
class PlanTest extends PlannedChain {
  @Test
  void countsTheSameResourcesBeforeAndAfter() {
    var manifest = read(CHAIN);
    assertThat(env.plan(manifest).changes().count(Change.Action.CREATED)).isEqualTo(4);
    assertThat(env.apply(env.plan(manifest)).changes().made()).isEqualTo(4);
    assertThat(env.plan(manifest).changes().count(Change.Action.UNCHANGED)).isEqualTo(4);
    assertThat(env.destruction(manifest).deletions()).isEqualTo(4);
    assertThat(env.apply(env.destruction(manifest)).changes().made()).isEqualTo(4);
  }

  @Test
  void aPolicyThatAnUpdatedRoleKeepsCountsAsUnchanged() {
    env.apply(env.plan(read(CHAIN)));
    var more = env.plan(read(CHAIN.replace("[bucket:read]", "[bucket:read, logs:read]"))).changes();
    assertThat(more.count(Change.Action.CREATED)).isEqualTo(1);
    assertThat(more.count(Change.Action.UNCHANGED)).isEqualTo(4);
  }

  @Test
  void anAddedSelectorUpdatesTheEntryInPlace() {
    env.apply(env.plan(read(CHAIN)));
    var restricted = CHAIN.replace("[unix:uid:1]", "[unix:uid:1, unix:path:/bin/app]");
    assertThat(lines(restricted))
        .contains(
            "updated entry spiffe://example.org/app "
                + env.entries.held.getFirst().id()
                + " + selectors: unix:path:/bin/app");
    env.apply(env.plan(read(restricted)));
    assertThat(env.entries.held).hasSize(1);
    var both =
        restricted + "  - {id: /app, parent_id: /host, selectors: [unix:uid:1], role: app}\n";
    env.apply(env.plan(read(both)));
    assertThat(env.entries.held.stream().map(RegistrationEntry::id))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(env.plan(read(both)).pending()).isFalse();
  }

  @Test
  void chainsOfTwoTrustDomainsAreIndependent() {
    env.apply(env.plan(read(CHAIN)));
    var other = read(CHAIN.replace("example.org\nissuer", "other.test\nissuer"));
    env.apply(env.destruction(other));
    assertThat(env.entries.held).hasSize(1);
  }

  @Test
  void statementsForOtherPrincipalsAreNotChanged() {
    env.apply(env.plan(read(CHAIN)));
    var role = env.roles.get("app");
    var lambda =
        "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}";
    var ours = role.trust().compact().replaceAll("^.*\"Statement\":\\[|]}$", "");
    env.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}".formatted(lambda, ours)));
    assertThat(env.plan(read(CHAIN)).pending()).isFalse();
    env.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}"
                .formatted(lambda, ours.replace("/app", "/evil"))));
    env.apply(env.plan(read(CHAIN)));
    assertThat(env.roles.get("app").trust().compact())
        .contains("lambda", "spiffe://example.org/app")
        .doesNotContain("evil");
  }

  @Test
  void aRoleWithAReplacedTrustPolicyIsFound() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"x\"},\"Action\":\"sts:AssumeRole\"}}"));
    var manifest = read(CHAIN);
    env.apply(env.destruction(manifest));
    assertThat(env.roles.roles).isEmpty();
  }

  @Test
  void aNewIssuerReplacesThePreviousOne() {
    env.apply(env.plan(read(CHAIN)));
    var moved = read(CHAIN.replace("https://oidc", "https://new"));
    env.apply(env.plan(moved));
    assertThat(env.providers.providers.keySet())
        .extracting(ProviderArn::url)
        .containsExactly("https://new.example.org");
    assertThat(env.roles.get("app").trust().compact())
        .contains("new.example.org")
        .doesNotContain("oidc.example.org");
    assertThat(env.plan(moved).pending()).isFalse();
  }

  @Test
  void aDenyStatementIsAConflict() {
    env.apply(env.plan(read(CHAIN)));
    add("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRoleWithWebIdentity\"}");
    assertThatThrownBy(() -> env.plan(read(CHAIN)).checkConflicts())
        .hasMessage(
            "the trust policy of role app denies spiffe://example.org/app: statement 2 denies it");
  }

  @Test
  void reportsStatementsForOtherPrincipals() {
    env.apply(env.plan(read(CHAIN)));
    add(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999999999999\"},\"Action\":\"sts:AssumeRole\"}");
    assertThat(lines(CHAIN))
        .contains(
            "unchanged role app arn:aws:iam::123456789012:role/app not changed in its trust policy,"
                + " since not managed by this chain: statement 2, for {\"AWS\":\"999999999999\"}");
  }

  @Test
  void policiesOfANewRoleNameTheRole() {
    assertThat(lines(CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "created role_policy s3-bucket-read arn:aws:iam::123456789012:role/app "));
  }

  @Test
  void aRoleNameThatDiffersOnlyInCaseIsAConflict() {
    env.roles.with("App", TrustPolicy.parse("{\"Statement\":[]}"), Map.of());
    assertThatThrownBy(() -> env.plan(read(CHAIN)).checkConflicts())
        .hasMessage(
            "role app differs only in case from the existing role App, and IAM ignores case in role"
                + " names")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().hint()).endsWith("spiffe-aws trust role delete App"));
  }

  @Test
  void reportsStatementsForOtherPrincipalsOfAChangedRole() {
    env.apply(env.plan(read(CHAIN)));
    add(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999999999999\"},\"Action\":\"sts:AssumeRole\"}");
    assertThat(lines(with("max_session_duration: 2h")))
        .contains(
            "updated role app arn:aws:iam::123456789012:role/app - max_session_duration: 1h\n"
                + "+ max_session_duration: 2h\n"
                + "not changed in its trust policy, since not managed by this chain: statement 2, for"
                + " {\"AWS\":\"999999999999\"}");
  }

  @Test
  void aSelectorCannotForgeALine() {
    env.entries.with(
        "spiffe-aws.chain.1",
        RegistrationEntry.of(
            new EntryKey(
                SpiffeId.parse("spiffe://example.org/old"),
                SpiffeId.parse("spiffe://example.org/host"),
                List.of(new Selector("unix", "uid:1\n+ forged"))),
            EntrySettings.DEFAULT));
    assertThat(lines(CHAIN)).anySatisfy(line -> assertThat(line).contains("unix:uid:1?+ forged"));
  }
}
