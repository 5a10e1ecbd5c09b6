package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Real SPIRE and a real service that verifies tokens, run by the module's `real-stack` script.
/// SPIRE's own program and the AWS CLI read its state.
final class RealWorld implements World {
  private static final Path SCRIPT = Path.of("real-stack").toAbsolutePath();

  private final Path directory;
  private final Map<String, String> host;

  /// Uses the world in a directory.
  ///
  /// @param host the environment of the machine
  RealWorld(Path directory, Map<String, String> host) {
    this.directory = directory;
    this.host = host;
  }

  /// Starts a world.
  ///
  /// @param host the environment of the machine
  static RealWorld up(Path directory, Map<String, String> host) throws IOException {
    var world = new RealWorld(directory, host);
    world.script("up");
    return world;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        "ROOTKEY",
        "AWS_SECRET_ACCESS_KEY",
        "ROOTSECRET",
        "SPIRE_API_ADDRESS",
        "127.0.0.1:8081");
  }

  @Override
  public String account() {
    return "000000000000";
  }

  @Override
  public List<String> inside(List<String> command) {
    return Stream.concat(Stream.of(SCRIPT.toString(), "in", directory.toString()), command.stream())
        .toList();
  }

  @Override
  public String query(String[] words) throws IOException {
    return switch (words[0]) {
      case "entries" -> entries();
      case "providers" -> providers();
      case "role" -> role(words[1]);
      case "objects" ->
          ask("aws", "s3", "ls", "--recursive", "s3://" + words[1])
              .lines()
              .map(line -> line.substring(line.lastIndexOf(' ') + 1) + "\n")
              .collect(joining());
      default -> throw new IllegalArgumentException("unknown state query: " + words[0]);
    };
  }

  private String entries() throws IOException {
    var shown =
        ask(
            "spire-server",
            "entry",
            "show",
            "-output",
            "json",
            "-socketPath",
            directory.resolve("server.sock").toString());
    return TerminalOutput.entries(items(shown, "entries").stream().map(RealWorld::entry).toList());
  }

  private static TerminalOutput.Entry entry(Json.Obj entry) {
    return new TerminalOutput.Entry(
        id(entry, "spiffe_id"),
        id(entry, "parent_id"),
        objects(entry, "selectors").stream()
            .map(s -> s.text("type").orElseThrow() + ":" + s.text("value").orElseThrow())
            .toList(),
        number(entry, "jwt_svid_ttl"),
        entry.text("hint").orElse(""));
  }

  private String providers() throws IOException {
    var arns =
        items(ask("aws", "iam", "list-open-id-connect-providers"), "OpenIDConnectProviderList");
    var lines = new ArrayList<String>();
    for (var arn : arns) {
      var name = arn.text("Arn").orElseThrow();
      var provider =
          object(
              ask(
                  "aws",
                  "iam",
                  "get-open-id-connect-provider",
                  "--open-id-connect-provider-arn",
                  name));
      lines.add(
          TerminalOutput.provider(
              provider.text("Url").orElseThrow(), texts(provider, "ClientIDList")));
    }
    return lines.stream().sorted().collect(joining());
  }

  private String role(String name) throws IOException {
    var found = run("aws", "iam", "get-role", "--role-name", name);
    if (found.exit() != 0) {
      return TerminalOutput.NONE;
    }
    var role = (Json.Obj) object(found.out()).get("Role").orElseThrow();
    var policies = new TreeMap<String, Json>();
    for (var policy :
        texts(
            object(ask("aws", "iam", "list-role-policies", "--role-name", name)), "PolicyNames")) {
      policies.put(
          policy,
          object(ask("aws", "iam", "get-role-policy", "--role-name", name, "--policy-name", policy))
              .get("PolicyDocument")
              .orElseThrow());
    }
    return TerminalOutput.role(role.get("AssumeRolePolicyDocument").orElseThrow(), policies);
  }

  private String ask(String... command) throws IOException {
    var result = run(command);
    if (result.exit() != 0) {
      throw new IOException(String.join(" ", command) + ": " + result.err());
    }
    return result.out();
  }

  private Result run(String... command) throws IOException {
    var environment = new HashMap<>(host);
    environment.putAll(environment());
    environment.put("AWS_DEFAULT_OUTPUT", "json");
    return Shell.run(inside(List.of(command)), environment, directory);
  }

  private void script(String verb) throws IOException {
    var result =
        Shell.run(List.of(SCRIPT.toString(), verb, directory.toString()), host, Path.of("."));
    if (result.exit() != 0) {
      throw new IOException("real-stack " + verb + ": " + result.err());
    }
  }

  private static Json.Obj object(String text) {
    return (Json.Obj) JsonText.parse(text, "answer");
  }

  private static List<Json.Obj> items(String text, String name) {
    return objects(object(text), name);
  }

  private static List<Json.Obj> objects(Json.Obj object, String name) {
    return ((Json.Arr) object.get(name).orElseThrow())
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private static List<String> texts(Json.Obj object, String name) {
    return ((Json.Arr) object.get(name).orElseThrow())
        .items().stream().map(item -> ((Json.Str) item).text()).toList();
  }

  private static String number(Json.Obj object, String name) {
    return object.get(name).map(value -> ((Json.Num) value).digits()).orElse("0");
  }

  private static String id(Json.Obj entry, String name) {
    var id = (Json.Obj) entry.get(name).orElseThrow();
    return "spiffe://" + id.text("trust_domain").orElseThrow() + id.text("path").orElseThrow();
  }

  @Override
  public void moveClock(Duration by) {
    throw new IllegalArgumentException("the clock of the real stack cannot be changed");
  }

  @Override
  public void close() throws IOException {
    script("down");
  }
}
