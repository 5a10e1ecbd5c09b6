package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sandbox.Sandbox;
import io.spiffeaws.sandbox.SandboxSettings;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The embedded sandbox, in this process. Its state is read directly.
final class SandboxWorld implements World {
  private static final Duration JWT_TTL = Duration.ofMinutes(5);

  private final Sandbox sandbox;
  private final MovableClock clock;

  private SandboxWorld(Sandbox sandbox, MovableClock clock) {
    this.sandbox = sandbox;
    this.clock = clock;
  }

  /// Starts a sandbox.
  ///
  /// @param offset offset of its clock
  static SandboxWorld start(Path directory, Duration offset) {
    var clock = new MovableClock(offset);
    var settings = new SandboxSettings(directory, JWT_TTL, Duration.ZERO, clock);
    return new SandboxWorld(Sandbox.start(settings), clock);
  }

  @Override
  public Map<String, String> environment() {
    return sandbox.environment();
  }

  @Override
  public String account() {
    return Sandbox.ACCOUNT;
  }

  @Override
  public List<String> inside(List<String> command) {
    return command;
  }

  @Override
  public String query(String[] words) {
    var state = sandbox.state();
    return switch (words[0]) {
      case "entries" ->
          TerminalOutput.entries(state.entries().stream().map(SandboxWorld::entry).toList());
      case "providers" ->
          state.providers().stream()
              .map(provider -> TerminalOutput.provider(provider.url(), provider.clientIds()))
              .sorted()
              .collect(joining());
      case "role" -> state.role(words[1]).map(SandboxWorld::role).orElse(TerminalOutput.NONE);
      case "objects" ->
          state.objects(words[1]).stream().map(object -> object.key() + "\n").collect(joining());
      default -> throw new IllegalArgumentException("unknown state query: " + words[0]);
    };
  }

  private static TerminalOutput.Entry entry(Entry entry) {
    return new TerminalOutput.Entry(
        id(entry.getSpiffeId()),
        id(entry.getParentId()),
        entry.getSelectorsList().stream().map(s -> s.getType() + ":" + s.getValue()).toList(),
        Integer.toString(entry.getJwtSvidTtl()),
        entry.getHint());
  }

  private static String id(SPIFFEID id) {
    return "spiffe://" + id.getTrustDomain() + id.getPath();
  }

  private static String role(Role role) {
    var policies = new TreeMap<String, Json>();
    role.policies()
        .inline()
        .forEach((name, text) -> policies.put(name, JsonText.parse(text, name)));
    return TerminalOutput.role(JsonText.parse(role.trust(), "trust policy"), policies);
  }

  @Override
  public void moveClock(Duration by) {
    clock.move(by);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
