package io.spiffeaws.render.kubernetes;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The workloads of a chain as resources of the SPIRE controller manager: a ClusterSPIFFEID where
/// the selectors mean pods, a ClusterStaticEntry for any other.
public final class Identities {
  private final boolean asWritten;
  private final Map<String, Integer> names = new HashMap<>();
  private final List<String> documents = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// @param asWritten makes each a ClusterStaticEntry, so that entries are just those of the chain
  public Identities(boolean asWritten) {
    this.asWritten = asWritten;
  }

  public Identities add(List<Workload> workloads) {
    workloads.forEach(workload -> add(workload.key(), workload.settings()));
    return this;
  }

  Identities add(EntryKey key, EntrySettings settings) {
    var name = name(KubernetesName.of(key.spiffeId().path()));
    var pods = PodSelection.of(key.selectors()).filter(_ -> !asWritten);
    documents.add(
        pods.map(selection -> ClusterSpiffeId.yaml(name, key, settings, selection))
            .orElseGet(() -> ClusterStaticEntry.yaml(name, key, settings)));
    if (settings.expiresAt().isPresent()) {
      note(key, "expires_at");
    }
    if (settings.storeSvid() && pods.isPresent()) {
      note(key, "store_svid");
    }
    return this;
  }

  /// What the resources cannot say, a line for each.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  public RenderedFile file(String name) {
    return new RenderedFile(name, String.join("---\n", documents));
  }

  /// Two IDs may come to the same name, and one ID may have several entries.
  private String name(String wanted) {
    var count = names.merge(wanted, 1, Integer::sum);
    return count == 1 ? wanted : name(wanted + "-" + count);
  }

  private void note(EntryKey key, String what) {
    notes.add(
        "%s of %s is left out: the controller manager has no such setting"
            .formatted(what, key.spiffeId()));
  }
}
