package io.spiffeaws.spire;

import static io.spiffeaws.spire.SelectorForm.ACCOUNT;
import static io.spiffeaws.spire.SelectorForm.ACCOUNT_NAME;
import static io.spiffeaws.spire.SelectorForm.ANY;
import static io.spiffeaws.spire.SelectorForm.ARN;
import static io.spiffeaws.spire.SelectorForm.ASSIGNMENT;
import static io.spiffeaws.spire.SelectorForm.HEX;
import static io.spiffeaws.spire.SelectorForm.NUMBER;
import static io.spiffeaws.spire.SelectorForm.OBJECT_NAME;
import static io.spiffeaws.spire.SelectorForm.PAIR;
import static io.spiffeaws.spire.SelectorForm.PATH;
import static io.spiffeaws.spire.SelectorForm.SHA1;
import static io.spiffeaws.spire.SelectorForm.SHA256;
import static io.spiffeaws.spire.SelectorForm.SID;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The selectors of the attestors that SPIRE ships, workload attestors first (SPIRE,
/// `doc/plugin_agent_workloadattestor_*.md`, `doc/plugin_server_nodeattestor_*.md` and the
/// plugins). Third-party plugins of an agent may produce further types, which are not listed here.
///
/// @param type the attestor's name, which is the selector type
/// @param keys the expected form of the value, by selector key; a key may have several parts
record AttestorSelectors(String type, Map<String, SelectorForm> keys) {
  private static final Map<String, AttestorSelectors> SHIPPED = new LinkedHashMap<>();

  static {
    ship("unix")
        .with(NUMBER, "uid", "gid", "supplementary_gid")
        .with(ACCOUNT_NAME, "user", "group", "supplementary_group")
        .with(PATH, "path")
        .with(SHA256, "sha256");
    ship("k8s")
        .with(OBJECT_NAME, "ns", "sa", "container-name", "node-name", "pod-name")
        .with(PAIR, "ns-label", "pod-label", "pod-owner", "pod-owner-uid")
        .with(NUMBER, "pod-image-count", "pod-init-image-count")
        .with(ANY, "container-image", "pod-image", "pod-init-image", "pod-uid")
        .with(ANY, "uid", "resource", "plural", "group", "version", "apiVersion", "kind")
        .with(ANY, "name", "namespace", "key", "owner-key", "owner-uid")
        .with(ANY, "controller-key", "controller-uid")
        .with(PAIR, "label")
        .withSigstore();
    ship("docker")
        .with(PAIR, "label")
        .with(ASSIGNMENT, "env")
        .with(ANY, "image_id", "image_config_digest")
        .withSigstore();
    ship("systemd").with(ANY, "id").with(PATH, "fragment_path");
    ship("slurm").with(NUMBER, "job_id").with(ANY, "sluid", "step");
    ship("windows")
        .with(SID, "user_sid")
        .with(SID, "group_sid:se_group_enabled:true", "group_sid:se_group_enabled:false")
        .with(ANY, "user_name", "path")
        .with(ANY, "group_name:se_group_enabled:true", "group_name:se_group_enabled:false")
        .with(SHA256, "sha256");
    ship("k8s_psat")
        .with(ANY, "cluster", "agent_node_ip", "agent_node_uid", "agent_pod_uid")
        .with(OBJECT_NAME, "agent_ns", "agent_sa", "agent_pod_name", "agent_node_name")
        .with(PAIR, "agent_node_label", "agent_pod_label");
    ship("k8s_sat").with(ANY, "cluster").with(OBJECT_NAME, "agent_ns", "agent_sa");
    ship("aws_iid")
        .with(ACCOUNT, "account_id")
        .with(ANY, "az", "region", "image:id", "instance:id", "sg:id", "sg:name")
        .with(PAIR, "tag")
        .with(ARN, "iamrole");
    ship("azure_imds")
        .with(ANY, "subscription-id", "vm-name", "vm-location", "resource-group", "vmss-name")
        .with(ANY, "virtual-network")
        .with(PAIR, "vm-tag", "network-security-group", "virtual-network-subnet");
    ship("azure_msi")
        .with(ANY, "subscription-id")
        .with(PAIR, "vm-name", "network-security-group", "virtual-network")
        .with(PAIR, "virtual-network-subnet");
    ship("gcp_iit")
        .with(ANY, "project-id", "zone", "instance-name", "sa", "tag")
        .with(PAIR, "label", "metadata");
    ship("x509pop")
        .with(ANY, "subject:cn")
        .with(SHA1, "ca:fingerprint")
        .with(HEX, "serialnumber")
        .with(PAIR, "san");
    ship("tpm_devid")
        .with(ANY, "subject:cn", "issuer:cn")
        .with(SHA1, "ca:fingerprint", "fingerprint");
    ship("http_challenge").with(ANY, "hostname");
  }

  private static AttestorSelectors ship(String type) {
    var attestor = new AttestorSelectors(type, new LinkedHashMap<>());
    SHIPPED.put(type, attestor);
    return attestor;
  }

  private AttestorSelectors with(SelectorForm form, String... more) {
    for (var key : more) {
      keys.put(key, form);
    }
    return this;
  }

  /// Adds the selectors of an image signature, which both container attestors produce.
  private AttestorSelectors withSigstore() {
    for (var part : List.of("value", "subject", "issuer", "log-id", "log-index")) {
      keys.put("image-signature-" + part, ANY);
    }
    return with(ANY, "image-signature-integrated-time", "image-signature-signed-entry-timestamp")
        .with(ANY, "image-signature:verified", "image-attestations:verified");
  }

  /// Returns the attestor of a type, or empty if SPIRE does not ship it.
  static Optional<AttestorSelectors> of(String type) {
    return Optional.ofNullable(SHIPPED.get(type));
  }

  static List<AttestorSelectors> all() {
    return List.copyOf(SHIPPED.values());
  }

  /// Returns the longest key that a selector's value begins with, or empty if there is none.
  Optional<String> keyOf(String value) {
    return keys.keySet().stream()
        .filter(key -> value.equals(key) || value.startsWith(key + ":"))
        .max(Comparator.comparingInt(String::length));
  }
}
