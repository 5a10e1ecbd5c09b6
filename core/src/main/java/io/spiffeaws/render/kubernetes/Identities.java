package io.spiffeaws.render.kubernetes;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The workloads of a chain as resources of the SPIRE controller manager: a ClusterSPIFFEID if the
/// selectors select pods, otherwise a ClusterStaticEntry. Not thread-safe.
public final class Identities {
  /// A workload as one resource.
  ///
  /// @param name of the resource
  /// @param pods that it selects; if empty, it is a static entry
  record Identity(String name, EntryKey key, EntrySettings settings, Optional<PodSelection> pods) {}

  private final boolean asWritten;
  private final Optional<String> className;
  private final Map<String, Integer> names = new HashMap<>();
  private final List<Identity> identities = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// @param asWritten creates only ClusterStaticEntry resources, so that the entries are exactly
  ///   those of the chain
  /// @param className of the controller manager for which the resources are; empty for none
  public Identities(boolean asWritten, Optional<String> className) {
    this.asWritten = asWritten;
    this.className = className.map(Identities::checked);
  }

  private static String checked(String className) {
    if (className.isBlank()) {
      throw ProblemException.malformed(
          "malformed-class-name",
          "\"\" is not a class name",
          "specify the className of the controller manager's configuration");
    }
    return InvisibleCharacters.check(className, "the class name");
  }

  public Identities add(List<Workload> workloads) {
    workloads.forEach(workload -> add(workload.key(), workload.settings()));
    return this;
  }

  Identities add(EntryKey key, EntrySettings settings) {
    var name = name(KubernetesName.of(key.spiffeId().path()));
    var pods = PodSelection.of(key.selectors()).filter(_ -> !asWritten);
    identities.add(new Identity(name, key, settings, pods));
    if (settings.expiresAt().isPresent()) {
      note(key, "expires_at");
    }
    if (settings.storeSvid() && pods.isPresent()) {
      note(key, "store_svid");
    }
    return this;
  }

  /// The settings that the resources cannot express, a line for each.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  public RenderedFile file(String name) {
    var documents =
        identities.stream()
            .map(identity ->
                identity
                    .pods()
                    .map(pods -> clusterSpiffeId(identity, pods))
                    .orElseGet(() -> clusterStaticEntry(identity)))
            .collect(Collectors.joining("---\n"));
    return new RenderedFile(name, documents);
  }

  /// The identities as values of the hardened Helm charts, at `spire-server.controllerManager`.
  String helmValues() {
    return HelmIdentities.yaml(identities);
  }

  private String clusterSpiffeId(Identity identity, PodSelection pods) {
    return ClusterSpiffeId.yaml(
        identity.name(), className, identity.key(), identity.settings(), pods);
  }

  private String clusterStaticEntry(Identity identity) {
    return ClusterStaticEntry.yaml(identity.name(), className, identity.key(), identity.settings());
  }

  /// A unique name: two IDs may result in the same name, and one ID may have several entries.
  private String name(String wanted) {
    var count = names.merge(wanted, 1, Integer::sum);
    return count == 1 ? wanted : name(wanted + "-" + count);
  }

  private void note(EntryKey key, String what) {
    notes.add(
        "%s of %s is not rendered: the controller manager has no such setting"
            .formatted(what, key.spiffeId()));
  }
}
