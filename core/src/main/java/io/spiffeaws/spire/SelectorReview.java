package io.spiffeaws.spire;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.text.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds selectors that no attestor of SPIRE produces. An entry with such a selector matches no
/// workload. This is only a warning, since the agent may have third-party plugins.
public final class SelectorReview {
  private static final Map<String, String> TYPES =
      Map.of(
          "kubernetes", "k8s",
          "kube", "k8s",
          "linux", "unix",
          "posix", "unix",
          "container", "docker",
          "aws", "aws_iid",
          "gcp", "gcp_iit",
          "psat", "k8s_psat");

  /// The intended key, by type and typed key without separators.
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("unix:userid", "uid"),
          Map.entry("unix:username", "user"),
          Map.entry("unix:groupid", "gid"),
          Map.entry("unix:groupname", "group"),
          Map.entry("unix:exe", "path"),
          Map.entry("unix:binary", "path"),
          Map.entry("k8s:serviceaccount", "sa"),
          Map.entry("k8s:serviceaccountname", "sa"),
          Map.entry("k8s:pod", "pod-name"),
          Map.entry("k8s:node", "node-name"),
          Map.entry("k8s:container", "container-name"),
          Map.entry("k8s:image", "container-image"),
          Map.entry("docker:image", "image_id"),
          Map.entry("docker:imagename", "image_id"),
          Map.entry("systemd:unit", "id"),
          Map.entry("aws_iid:account", "account_id"),
          Map.entry("aws_iid:instanceid", "instance:id"),
          Map.entry("aws_iid:role", "iamrole"),
          Map.entry("gcp_iit:project", "project-id"),
          Map.entry("x509pop:cn", "subject:cn"));

  /// The key to suggest, by key, if a value does not fit its key.
  private static final Map<String, String> COUNTERPARTS =
      Map.of(
          "uid", "user",
          "user", "uid",
          "gid", "group",
          "group", "gid",
          "supplementary_gid", "supplementary_group",
          "supplementary_group", "supplementary_gid");

  private SelectorReview() {}

  /// Returns the warnings of the selectors of an entry, and the command that removes the entry if
  /// it was created with such a selector.
  public static List<String> warnings(Collection<Selector> selectors, Changes entry) {
    var warnings = new ArrayList<>(warnings(selectors));
    if (!warnings.isEmpty() && !entry.dryRun()) {
      entry.changes().stream()
          .filter(change -> change.action() == Change.Action.CREATED)
          .flatMap(change -> Stream.ofNullable(change.id()))
          .map(id ->
              TypedCommand.of("to remove the created entry, run: spiffe-aws entry delete %s", id))
          .forEach(warnings::add);
    }
    return warnings;
  }

  /// Returns a warning for each selector that SPIRE's own attestors do not produce, with the
  /// nearest selector that they do produce.
  public static List<String> warnings(Collection<Selector> selectors) {
    return selectors.stream()
        .distinct()
        .map(SelectorReview::warning)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> warning(Selector selector) {
    var attestor = AttestorSelectors.of(selector.type());
    if (attestor.isEmpty()) {
      return repaired(selector)
          .map(meant ->
              "selector %s: SPIRE has no attestor \"%s\"%s"
                  .formatted(selector, selector.type(), question(Optional.of(meant))));
    }
    return fault(attestor.get(), selector.value())
        .map(fault -> "selector " + selector + ": " + fault + question(repaired(selector)));
  }

  private static String question(Optional<Selector> meant) {
    return meant.map(selector -> "; did you mean " + selector + "?").orElse("");
  }

  private static Optional<String> fault(AttestorSelectors attestor, String value) {
    var key = attestor.keyOf(value);
    if (key.isEmpty()) {
      return Optional.of(
          "SPIRE's %s attestor has no selector \"%s\"".formatted(attestor.type(), first(value)));
    }
    var form = attestor.keys().get(key.get());
    return fits(attestor, value)
        ? Optional.empty()
        : Optional.of(
            "%s:%s expects %s"
                .formatted(
                    attestor.type(),
                    key.get(),
                    form == null ? SelectorForm.ANY.words() : form.words()));
  }

  private static boolean fits(AttestorSelectors attestor, String value) {
    return attestor
        .keyOf(value)
        .filter(key -> key.endsWith(":verified") || value.length() > key.length() + 1)
        .filter(key ->
            attestor
                .keys()
                .getOrDefault(key, SelectorForm.ANY)
                .fits(value.substring(Math.min(value.length(), key.length() + 1))))
        .isPresent();
  }

  private static Optional<Selector> repaired(Selector selector) {
    var type = type(selector.type());
    if (type.isEmpty()) {
      return keyAsType(selector);
    }
    var attestor = type.get();
    var value =
        attestor.keyOf(selector.value()).isPresent()
            ? selector.value()
            : key(attestor, selector.value());
    return Optional.of(repairedValue(attestor, value))
        .filter(meant -> fits(attestor, meant))
        .map(meant -> new Selector(attestor.type(), meant))
        .filter(meant -> !meant.equals(selector));
  }

  private static Optional<AttestorSelectors> type(String typed) {
    var plain = typed.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    var types = AttestorSelectors.all().stream().map(AttestorSelectors::type).toList();
    return AttestorSelectors.of(plain)
        .or(() -> Optional.ofNullable(TYPES.get(plain)).flatMap(AttestorSelectors::of))
        .or(() -> EditDistance.nearest(plain, types).flatMap(AttestorSelectors::of));
  }

  /// Returns the selector with the type added, `unix:uid:0` for `uid:0`. If several attestors have
  /// the key, the first is used.
  private static Optional<Selector> keyAsType(Selector selector) {
    var value = selector.toString();
    return AttestorSelectors.all().stream()
        .filter(attestor -> attestor.keyOf(value).isPresent())
        .findFirst()
        .map(attestor -> new Selector(attestor.type(), repairedValue(attestor, value)))
        .filter(meant ->
            fault(AttestorSelectors.of(meant.type()).orElseThrow(), meant.value()).isEmpty());
  }

  /// Returns the value with its unknown key replaced by the intended one.
  private static String key(AttestorSelectors attestor, String value) {
    var typed = first(value);
    var rest = value.substring(typed.length());
    var plain = plain(typed);
    var keys = List.copyOf(attestor.keys().keySet());
    return keys.stream()
        .filter(key -> plain(key).equals(plain))
        .findFirst()
        .or(() -> Optional.ofNullable(KEYS.get(attestor.type() + ":" + plain)))
        .or(() -> EditDistance.nearest(typed, keys))
        .map(key -> key + rest)
        .orElse(value);
  }

  private static String repairedValue(AttestorSelectors attestor, String value) {
    var key = attestor.keyOf(value).orElse("");
    if (key.isEmpty() || value.length() <= key.length() || fits(attestor, value)) {
      return value;
    }
    var text = value.substring(key.length() + 1);
    var form = attestor.keys().getOrDefault(key, SelectorForm.ANY);
    return form.repaired(text)
        .map(repaired -> key + ":" + repaired)
        .or(() ->
            Optional.ofNullable(COUNTERPARTS.get(key))
                .filter(attestor.keys()::containsKey)
                .map(other -> other + ":" + text))
        .orElse(value);
  }

  private static String first(String value) {
    var colon = value.indexOf(':');
    return colon < 0 ? value : value.substring(0, colon);
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[-_:. ]", "");
  }
}
