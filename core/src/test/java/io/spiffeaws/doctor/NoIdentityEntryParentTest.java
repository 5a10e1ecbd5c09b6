package io.spiffeaws.doctor;

import static io.spiffeaws.doctor.ProcessWithoutIdentity.AGENT;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.HOST;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.OLD_AGENT;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.THEN_CHECK;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.agent;
import static io.spiffeaws.doctor.ProcessWithoutIdentity.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Checks of a missing identity whose entry is for another node, or for an alias of nodes.
class NoIdentityEntryParentTest {
  private final ProcessWithoutIdentity process = new ProcessWithoutIdentity();

  @Test
  void entryBelowAnUnknownParentIsMoved() {
    process.add("e1", "spiffe://example.org/hots", Duration.ofHours(1), "unix:uid:1000");
    assertThat(process.check().detail())
        .isEqualTo(
            "the entry e1 for spiffe://example.org/s3-app has the selectors of this process"
                + " (unix:uid:1000), but its parent spiffe://example.org/hots is neither an"
                + " attested agent nor an alias of one; attested: "
                + AGENT);
    assertThat(process.check().hint())
        .isEqualTo(
            "move the entry to this node with: spiffe-aws entry update e1 --parent-id "
                + HOST
                + THEN_CHECK);
  }

  @Test
  void newEntryBelowAnUnknownParentIsMoved() {
    process.add("e1", "spiffe://example.org/hots", Duration.ofSeconds(1), "unix:uid:1000");
    assertThat(process.cause()).isInstanceOf(NoIdentityCause.OtherParent.class);
  }

  @Test
  void entryBelowAnEarlierAgentIsMovedToTheOtherOne() {
    process.agents.add(agent(OLD_AGENT, "join_token"));
    process.add("e1", OLD_AGENT, Duration.ofHours(1), "unix:uid:1000");
    assertThat(process.check().detail())
        .endsWith(
            "but its parent "
                + OLD_AGENT
                + " is another node ("
                + OLD_AGENT
                + "); this node's agent is "
                + AGENT);
    assertThat(process.check().hint()).endsWith("entry update e1 --parent-id " + HOST + THEN_CHECK);
  }

  @Test
  void localAgentIsUnknownIfThereAreSeveral() {
    process.agents.add(agent(OLD_AGENT, "x509pop"));
    process.agents.add(agent("spiffe://example.org/spire/agent/x509pop/2", "x509pop"));
    process.add(
        "e1", "spiffe://example.org/spire/agent/x509pop/2", Duration.ofHours(1), "unix:uid:1000");
    process.entries.removeFirst();
    assertThat(process.check().detail()).endsWith(", and which of them is here is unknown");
    assertThat(process.check().hint())
        .contains("--parent-id ID, with the agent of this node: " + OLD_AGENT + " or " + AGENT);
  }

  @Test
  void serverWithoutAgentsIsReported() {
    process.agents.clear();
    process.add("e1", HOST, Duration.ofHours(1), "unix:uid:1000");
    assertThat(process.check().detail()).endsWith("the server has no attested agent");
  }

  @Test
  void entriesOfNodesCount() {
    process.entries.add(
        entry(
            "cluster",
            "spiffe://example.org/cluster",
            "spiffe://example.org/spire/server",
            Duration.ofHours(1),
            "k8s_psat:cluster:c"));
    process.agents.clear();
    process.agents.add(
        new Agent(
            SpiffeId.parse("spiffe://example.org/spire/agent/k8s_psat/c/1"),
            "k8s_psat",
            "1",
            Optional.empty(),
            List.of(Selector.parse("k8s_psat:cluster:c")),
            false,
            true,
            ""));
    process.add("e1", "spiffe://example.org/cluster", Duration.ofHours(1), "unix:uid:1000");
    assertThat(process.cause()).isInstanceOf(NoIdentityCause.NotReceived.class);
  }
}
