package io.spiffeaws.doctor;

import io.spiffeaws.spire.Selector;
import io.spiffeaws.system.Account;
import io.spiffeaws.system.Caller;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Compares one selector of an entry with the attributes of this process.
///
/// @param required the selector of the entry
/// @param outcome whether this process has it
/// @param own the selectors of the same kind that this process has; empty if none or unknown
record SelectorComparison(Selector required, Outcome outcome, List<Selector> own) {
  private static final String UNIX = "unix";

  enum Outcome {
    EQUAL,
    DIFFERENT,
    /// The attribute of this process is unknown.
    UNKNOWN
  }

  SelectorComparison {
    own = List.copyOf(own);
  }

  static List<SelectorComparison> of(List<Selector> required, Caller caller) {
    return required.stream().map(selector -> of(selector, caller)).toList();
  }

  private static SelectorComparison of(Selector required, Caller caller) {
    var own = own(required, caller).or(() -> noContainer(required, caller));
    if (own.isEmpty()) {
      return new SelectorComparison(required, Outcome.UNKNOWN, List.of());
    }
    var values = own.get();
    return new SelectorComparison(
        required, values.contains(required) ? Outcome.EQUAL : Outcome.DIFFERENT, values);
  }

  /// Returns the required value without its kind: `1001`.
  String value() {
    return value(required);
  }

  /// Returns the values of this process, without their kind.
  List<String> ownValues() {
    return own.stream().map(SelectorComparison::value).toList();
  }

  private static String value(Selector selector) {
    return selector
        .toString()
        .substring(Math.min(selector.toString().length(), kind(selector).length() + 1));
  }

  /// Returns the kind of the selector: `unix:uid`.
  String kind() {
    return kind(required);
  }

  private static String kind(Selector selector) {
    return selector.type() + ":" + key(selector);
  }

  private static String key(Selector selector) {
    return selector.value().split(":", 2)[0];
  }

  /// Returns the selectors of a kind that the process has; empty if they are unknown.
  private static Optional<List<Selector>> own(Selector required, Caller caller) {
    var container = caller.container();
    return switch (kind(required)) {
      case "unix:uid" -> caller.user().map(user -> unix("uid", user.id()));
      case "unix:user" -> caller.user().flatMap(Account::name).map(name -> unix("user", name));
      case "unix:gid" -> caller.group().map(group -> unix("gid", group.id()));
      case "unix:group" -> caller.group().flatMap(Account::name).map(name -> unix("group", name));
      case "unix:supplementary_gid" ->
          caller.group().map(_ -> groups(caller, "gid", group -> Optional.of(group.id())));
      case "unix:supplementary_group" ->
          caller.group().map(_ -> groups(caller, "group", Account::name));
      case "unix:path" -> caller.executable().map(Path::toString).map(path -> unix("path", path));
      case "k8s:pod-uid" ->
          container.podUid().map(uid -> List.of(new Selector("k8s", "pod-uid:" + uid)));
      case "k8s:ns" ->
          container.namespace().map(name -> List.of(new Selector("k8s", "ns:" + name)));
      default -> Optional.empty();
    };
  }

  private static List<Selector> unix(String key, Object value) {
    return List.of(new Selector(UNIX, key + ":" + value));
  }

  private static List<Selector> groups(
      Caller caller, String key, Function<Account, Optional<?>> value) {
    return caller.supplementary().stream()
        .map(value)
        .flatMap(Optional::stream)
        .map(known -> new Selector(UNIX, "supplementary_" + key + ":" + known))
        .toList();
  }

  /// Returns no selectors for a process that is known to run in no container.
  private static Optional<List<Selector>> noContainer(Selector required, Caller caller) {
    return ofContainer(required) && caller.container().host()
        ? Optional.of(List.of())
        : Optional.empty();
  }

  /// Returns whether only processes in containers have selectors of this type.
  boolean ofContainer() {
    return ofContainer(required);
  }

  private static boolean ofContainer(Selector selector) {
    return Stream.of("k8s", "docker").anyMatch(selector.type()::equals);
  }
}
