package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.Selector;
import java.time.Instant;
import java.util.List;

/// Shows agents.
public final class AgentView {
  private AgentView() {}

  /// Shows a list of them.
  public static void showAll(List<Agent> agents, Output output) {
    output.result(
        () ->
            Json.object().with("agents", Json.array(agents.stream().map(AgentView::json).toList())),
        () -> table(agents, output));
  }

  private static Json.Obj json(Agent agent) {
    return Json.object()
        .with("id", Json.of(agent.id().toString()))
        .with("attestation_type", Json.of(agent.attestationType()))
        .with("serial_number", Json.of(agent.serialNumber()))
        .with(
            "expires_at",
            agent.expiresAt().<Json>map(at -> Json.of(at.toString())).orElseGet(Json.Null::new))
        .with(
            "selectors", Json.strings(agent.selectors().stream().map(Selector::toString).toList()))
        .with("banned", Json.of(agent.banned()))
        .with("can_reattest", Json.of(agent.canReattest()))
        .with("version", Json.of(agent.version()));
  }

  private static String table(List<Agent> agents, Output output) {
    var table =
        new Table("SPIFFE ID", "ATTESTED BY", "EXPIRES AT", "STATE", "VERSION")
            .optional("VERSION", "ATTESTED BY", "EXPIRES AT");
    for (var agent : agents) {
      table.row(
          List.of(
              agent.id().toString(),
              agent.attestationType(),
              agent.expiresAt().map(Instant::toString).orElse(""),
              agent.banned() ? "banned" : "attested",
              agent.version()));
    }
    return table.print(output);
  }
}
