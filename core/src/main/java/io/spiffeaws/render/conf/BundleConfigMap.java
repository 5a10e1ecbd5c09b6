package io.spiffeaws.render.conf;

import io.spiffeaws.render.hcl.HclBody;

/// A ConfigMap in which the server publishes its trust bundle, from which agents bootstrap. (It
/// replaces the notifier `k8sbundle`.)
///
/// @param cluster any name
public record BundleConfigMap(String cluster, String namespace, String name, String key) {
  void write(HclBody plugins) {
    plugins.block(
        "BundlePublisher",
        "k8s_configmap",
        it -> it.block("plugin_data", data -> data.object("clusters", this::entry)));
  }

  private void entry(HclBody clusters) {
    clusters.entry(
        cluster,
        it ->
            it.set("namespace", namespace)
                .set("configmap_name", name)
                .set("configmap_key", key)
                .set("format", "pem"));
  }
}
