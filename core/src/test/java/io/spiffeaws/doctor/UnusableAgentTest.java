package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Finds by the server's agents why there is none, and names who can fix it.
class UnusableAgentTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final String A = "spiffe://example.org/spire/agent/join_token/a";
  private static final String B = "spiffe://example.org/spire/agent/x509pop/b";
  private static final Problem GONE = problem("no-agent-socket");

  private final List<Agent> agents = new ArrayList<>();
  private final List<RegistrationEntry> entries = new ArrayList<>();
  private String options = "";

  @ParameterizedTest
  @CsvSource({
    "no-agent-socket, the operator of the SPIRE agent on this host",
    "agent-socket-not-permitted, the operator of the SPIRE agent on this host",
    "agent-failed, the operator of the SPIRE agent on this host",
    "caller-not-attested, the operator of the SPIRE agent on this host",
    "jwt-svids-disabled, the operator of the SPIRE server"
  })
  void withoutServerTheHintNamesWhoCanFixIt(String code, String who) {
    assertThat(without().check("agent", problem(code)))
        .isEqualTo(Check.bad("agent", "it is gone", "start it; if you cannot, ask " + who));
  }

  @ParameterizedTest
  @CsvSource({"agent-behind", "agent-throttles", "agent-socket-not-trusted"})
  void whatTheReaderFixesNamesNobody(String code) {
    assertThat(without().check("identity", problem(code)).hint()).isEqualTo("start it");
  }

  @Test
  void bannedAgentIsTheCause() {
    agents.add(agent(A, "join_token", true, Optional.empty()));
    assertThat(with().check("agent", GONE).detail())
        .isEqualTo(
            "it is gone; the SPIRE server has banned the agent "
                + A
                + ", and a banned agent exits");
    assertThat(with().check("agent", GONE).hint())
        .isEqualTo(
            "to allow it again if the ban is not intended, run on the SPIRE server: spire-server"
                + " agent evict -spiffeID "
                + A
                + "; then start the agent with a new join token, from: spire-server token generate");
  }

  @Test
  void newJoinTokenHasTheAliasOfTheBannedAgent() {
    agents.add(agent(A, "join_token", true, Optional.empty()));
    entries.add(alias(A));
    assertThat(with().check("agent", GONE).hint())
        .endsWith("spire-server token generate -spiffeID spiffe://example.org/host");
  }

  @Test
  void commandsOfTheServerHaveItsSocket() {
    options = " -socketPath /s.sock";
    agents.add(agent(A, "join_token", true, Optional.empty()));
    assertThat(with().check("agent", GONE).hint())
        .contains(A + " -socketPath /s.sock;")
        .endsWith("token generate -socketPath /s.sock");
  }

  @Test
  void bannedAgentMayBeAnotherHosts() {
    agents.add(agent(B, "x509pop", true, Optional.empty()));
    agents.add(agent(A, "join_token", false, Optional.of(NOW.plusSeconds(60))));
    assertThat(with().check("agent", GONE).detail()).endsWith("may be the one of this host");
    assertThat(with().check("agent", GONE).hint())
        .isEqualTo(
            "start it; to allow a banned agent again if the ban is not intended, run on the SPIRE"
                + " server: spire-server agent evict -spiffeID "
                + B
                + "; then start the agent");
  }

  @Test
  void expiredAgentsAreReported() {
    agents.add(agent(A, "join_token", false, Optional.of(NOW.minusSeconds(60))));
    assertThat(with().check("agent", GONE))
        .isEqualTo(
            Check.bad(
                "agent",
                "it is gone; the SPIRE server has only agents whose certificates have expired: "
                    + A
                    + " at 1970-01-12T13:45:40Z",
                "start it"));
  }

  @Test
  void serverWithoutAgentsIsReported() {
    assertThat(with().check("agent", GONE).detail())
        .isEqualTo("it is gone; the SPIRE server has no attested agent");
  }

  @Test
  void attestedAgentsExplainNothing() {
    agents.add(agent(A, "join_token", false, Optional.of(NOW.plusSeconds(60))));
    assertThat(with().check("agent", GONE)).isEqualTo(Check.bad("agent", "it is gone", "start it"));
  }

  @Test
  void otherProblemsAndAServerThatDoesNotAnswerExplainNothing() {
    agents.add(agent(A, "join_token", true, Optional.empty()));
    assertThat(with().check("agent", problem("agent-hangs")).detail()).isEqualTo("it is gone");
    var unreachable =
        new UnusableAgent(
            Optional.of(() -> {
              throw ProblemException.unreachable("server-down", "down", "");
            }),
            "",
            Clock.systemUTC());
    assertThat(unreachable.check("agent", GONE).detail()).isEqualTo("it is gone");
  }

  private static Problem problem(String code) {
    return new Problem.NoIdentity(code, "it is gone", "start it");
  }

  private static UnusableAgent without() {
    return new UnusableAgent(Optional.empty(), "", Clock.systemUTC());
  }

  private UnusableAgent with() {
    return new UnusableAgent(
        Optional.of(() -> new Inventory(entries, agents)),
        options,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Agent agent(String id, String type, boolean banned, Optional<Instant> end) {
    return new Agent(SpiffeId.parse(id), type, "1", end, List.of(), banned, false, "");
  }

  private static RegistrationEntry alias(String agent) {
    return new RegistrationEntry(
        "alias",
        new EntryKey(
            SpiffeId.parse("spiffe://example.org/host"),
            SpiffeId.parse(agent),
            List.of(Selector.parse("spiffe_id:" + agent))),
        EntrySettings.DEFAULT,
        0,
        Optional.of(NOW));
  }
}
