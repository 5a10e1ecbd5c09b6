package io.spiffeaws.render.kubernetes;

import io.spiffeaws.spire.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The pods that a workload's selectors select (SPIRE, doc/plugin_agent_workloadattestor_k8s.md).
///
/// @param namespace of the pods; if empty, any
/// @param account their service account; if empty, any
/// @param labels that they have
/// @param container the name of the selected container; if empty, all containers
record PodSelection(
    Optional<String> namespace,
    Optional<String> account,
    Map<String, String> labels,
    Optional<String> container) {
  private static final String TYPE = "k8s";

  /// Derives the selection from selectors; empty if they select no pods, or contradict each other.
  static Optional<PodSelection> of(List<Selector> selectors) {
    if (selectors.stream().anyMatch(selector -> !selector.type().equals(TYPE))) {
      return Optional.empty();
    }
    var labels = new TreeMap<String, String>();
    for (var label : values(selectors, "pod-label:")) {
      var colon = label.indexOf(':');
      if (colon < 1 || labels.put(label.substring(0, colon), label.substring(colon + 1)) != null) {
        return Optional.empty();
      }
    }
    var namespaces = values(selectors, "ns:");
    var accounts = values(selectors, "sa:");
    var containers = values(selectors, "container-name:");
    if (namespaces.size() > 1 || accounts.size() > 1 || containers.size() > 1) {
      return Optional.empty();
    }
    return Optional.of(
        new PodSelection(
            namespaces.stream().findFirst(),
            accounts.stream().findFirst(),
            labels,
            containers.stream().findFirst()));
  }

  private static List<String> values(List<Selector> selectors, String prefix) {
    return selectors.stream()
        .map(Selector::value)
        .filter(value -> value.startsWith(prefix))
        .map(value -> value.substring(prefix.length()))
        .toList();
  }
}
