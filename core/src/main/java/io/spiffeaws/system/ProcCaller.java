package io.spiffeaws.system;

import io.spiffeaws.system.Caller.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the attributes of this process from Linux's `/proc`, as SPIRE's `unix` attestor does.
/// Thread-safe.
final class ProcCaller implements CallerSource {
  private static final int EFFECTIVE = 1;
  private static final int MAPPED = 3;
  private static final Pattern CONTAINER = Pattern.compile("([0-9a-f]{64})(?:\\.scope)?$");
  private static final Pattern POD =
      Pattern.compile("pod([0-9a-f]{8}([-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})");
  private static final Pattern MOUNTED =
      Pattern.compile("/(?:containers|sandboxes)/([0-9a-f]{64})/");

  /// The control groups of a host's services and sessions.
  private static final Pattern SYSTEMD =
      Pattern.compile("/(user\\.slice|system\\.slice|init\\.scope)");

  private static final Path NAMESPACE =
      Path.of("var/run/secrets/kubernetes.io/serviceaccount/namespace");

  private final Path root;

  /// Reads this machine.
  ProcCaller() {
    this(Path.of("/"));
  }

  /// @param root the directory that contains `proc`, `etc` and `var`
  ProcCaller(Path root) {
    this.root = root;
  }

  @Override
  public Caller read() {
    var status = status();
    return new Caller(
        numbers(status, "Pid").stream().mapToLong(Long::longValue).findFirst(),
        effective(status, "Uid").map(id -> outside("uid_map", id)).map(this::user),
        effective(status, "Gid").map(id -> outside("gid_map", id)).map(this::group),
        numbers(status, "Groups").stream()
            .map(id -> outside("gid_map", id))
            .map(this::group)
            .toList(),
        executable(),
        container());
  }

  @Override
  public Account user(long id) {
    return new Account(id, name("passwd", id));
  }

  private Account group(long id) {
    return new Account(id, name("group", id));
  }

  private Optional<String> name(String database, long id) {
    return lines(root.resolve("etc").resolve(database)).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2 && fields[2].equals(Long.toString(id)))
        .map(fields -> fields[0])
        .findFirst();
  }

  private Map<String, String> status() {
    return lines(self("status")).stream()
        .map(line -> line.split(":", 2))
        .filter(field -> field.length == 2)
        .collect(Collectors.toMap(field -> field[0], field -> field[1].strip(), (a, _) -> a));
  }

  /// Returns the second number of a line of four: real, effective, saved, file system.
  private static Optional<Long> effective(Map<String, String> status, String name) {
    var numbers = numbers(status, name);
    return numbers.size() > EFFECTIVE ? Optional.of(numbers.get(EFFECTIVE)) : Optional.empty();
  }

  /// Converts an ID to that of the parent user namespace, in which the agent runs
  /// (user_namespaces(7)).
  private long outside(String map, long id) {
    for (var line : lines(self(map))) {
      var range = numbers(Map.of(map, line), map);
      if (range.size() == MAPPED && id >= range.get(0) && id - range.get(0) < range.get(2)) {
        return range.get(1) + id - range.get(0);
      }
    }
    return id;
  }

  private static List<Long> numbers(Map<String, String> status, String name) {
    return Arrays.stream(status.getOrDefault(name, "").strip().split("\\s+"))
        .filter(word -> word.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .toList();
  }

  private Optional<Path> executable() {
    try {
      return Optional.of(Files.readSymbolicLink(self("exe")));
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  /// Reads the container from the control groups, else from the mounted files: in a control group
  /// namespace, the path of the group is only `/`, in a container as on a host.
  private Container container() {
    var paths =
        lines(self("cgroup")).stream().map(line -> line.replaceFirst("^.*?:.*?:", "")).toList();
    var id = find(CONTAINER, paths).or(() -> find(MOUNTED, lines(self("mountinfo"))));
    var pod = find(POD, paths).map(uid -> uid.replace('_', '-'));
    var unit = paths.stream().anyMatch(path -> SYSTEMD.matcher(path).lookingAt());
    var namespace =
        lines(root.resolve(NAMESPACE)).stream().map(String::strip).filter(n -> !n.isEmpty());
    return new Container(unit && id.isEmpty() && pod.isEmpty(), id, pod, namespace.findFirst());
  }

  private static Optional<String> find(Pattern pattern, List<String> texts) {
    return texts.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private Path self(String file) {
    return root.resolve("proc/self").resolve(file);
  }

  /// Returns the lines of a file; empty if it cannot be read.
  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unknown) {
      return List.of();
    }
  }
}
