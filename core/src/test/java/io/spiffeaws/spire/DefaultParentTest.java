package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultParentTest {
  private static final SpiffeId BY_TOKEN = agentId("join_token/1");
  private static final SpiffeId BY_CLUSTER = agentId("k8s_psat/c/1");

  private final FakeEntries entries = new FakeEntries().with("w", Samples.app());
  private final List<Agent> agents = new ArrayList<>();

  @Test
  void returnsAliasCreatedByJoinToken() {
    agents.add(agent(BY_TOKEN, "join_token", false));
    alias("spiffe://example.org/host", BY_TOKEN, NodeAlias.selectorOf(BY_TOKEN));
    assertThat(parent()).hasToString("spiffe://example.org/host");
  }

  @Test
  void returnsAliasOfUnusedJoinToken() {
    alias("spiffe://example.org/host", BY_TOKEN, NodeAlias.selectorOf(BY_TOKEN));
    assertThat(parent()).hasToString("spiffe://example.org/host");
  }

  @Test
  void returnsAliasThatSelectsNodes() {
    agents.add(agent(BY_CLUSTER, "k8s_psat", false));
    alias(
        "spiffe://example.org/cluster",
        NodeAlias.server("example.org"),
        Selector.parse("k8s_psat:cluster:c"));
    assertThat(parent()).hasToString("spiffe://example.org/cluster");
  }

  @Test
  void returnsOnlyAgentThatKeepsItsId() {
    agents.add(agent(BY_CLUSTER, "k8s_psat", false));
    agents.add(agent(BY_TOKEN, "join_token", false));
    agents.add(agent(agentId("k8s_psat/c/2"), "k8s_psat", true));
    assertThat(parent()).isEqualTo(BY_CLUSTER);
  }

  @Test
  void rejectsAgentAttestedByJoinToken() {
    agents.add(agent(BY_TOKEN, "join_token", false));
    assertRejected("there is no candidate", "agents: " + BY_TOKEN + " (join token: valid once)");
  }

  @Test
  void rejectsSeveralCandidates() {
    agents.add(agent(BY_CLUSTER, "k8s_psat", false));
    alias("spiffe://example.org/a", BY_TOKEN, NodeAlias.selectorOf(BY_TOKEN));
    alias("spiffe://example.org/b", BY_TOKEN, NodeAlias.selectorOf(BY_TOKEN));
    assertRejected(
        "there are several candidates",
        "node aliases: spiffe://example.org/a, spiffe://example.org/b",
        "agents: " + BY_CLUSTER);
  }

  private SpiffeId parent() {
    return new DefaultParent(entries, each -> agents.forEach(each)).of("example.org");
  }

  private void assertRejected(String message, String... candidates) {
    assertThatThrownBy(this::parent)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
              assertThat(e.problem().hint()).contains("--parent-id");
              assertThat(e.problem().message()).contains(candidates);
            });
  }

  private void alias(String id, SpiffeId parent, Selector selector) {
    entries.with(
        "alias-" + id.length() + id.hashCode(),
        RegistrationEntry.of(
            new EntryKey(SpiffeId.parse(id), parent, List.of(selector)), EntrySettings.DEFAULT));
  }

  private static SpiffeId agentId(String path) {
    return new SpiffeId("example.org", "/spire/agent/" + path);
  }

  private static Agent agent(SpiffeId id, String type, boolean banned) {
    return new Agent(id, type, "1", Optional.empty(), List.of(), banned, !banned, "");
  }
}
