package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import java.util.List;
import java.util.function.Consumer;

/// Lists agents with `spire-server agent list`, for servers that are reachable only through a
/// shell.
public final class ExecAgents implements Agents {
  private final ExecSpireServer server;

  public ExecAgents(ExecSpireServer server) {
    this.server = server;
  }

  @Override
  public void list(Consumer<Agent> each) {
    server
        .run(
            List.of("agent", "list"),
            "",
            in -> ExecRegistrationEntries.items(in, "agents", ExecAgents::read))
        .forEach(each);
  }

  static Agent read(Json item) {
    var members = new JsonMembers(item);
    return new Agent(
        EntryJson.id(members, "id"),
        members.text("attestation_type"),
        members.text("x509svid_serial_number"),
        EntryJson.time(members.number("x509svid_expires_at")),
        members.items("selectors").stream()
            .map(selector -> EntryJson.selector(selector, false))
            .toList(),
        members.flag("banned"),
        members.flag("can_reattest"),
        members.text("agent_version"));
  }
}
