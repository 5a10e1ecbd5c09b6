package io.spiffeaws.render.conf;

import io.spiffeaws.render.hcl.HclBody;
import java.util.List;
import java.util.Optional;

/// How the server attests agents.
public sealed interface ServerAttestor {
  /// A join token that an administrator creates for each agent.
  record JoinToken() implements ServerAttestor {}

  /// The token of the agent's service account, verified by the cluster's TokenReview API.
  ///
  /// @param cluster the same name as in the agents' configuration
  /// @param account of the agents, as `NAMESPACE:NAME`
  /// @param kubeConfig for a server outside the cluster
  record Cluster(String cluster, String account, Optional<String> kubeConfig)
      implements ServerAttestor {
    private void entry(HclBody clusters) {
      clusters.entry(
          cluster,
          it -> {
            it.set("service_account_allow_list", List.of(account));
            kubeConfig.ifPresent(file -> it.set("kube_config_file", file));
          });
    }
  }

  /// Writes the plugin into the server's `plugins`.
  default void write(HclBody plugins) {
    switch (this) {
      case JoinToken() ->
          plugins.block("NodeAttestor", "join_token", it -> it.block("plugin_data", _ -> {}));
      case Cluster cluster ->
          plugins.block(
              "NodeAttestor",
              "k8s_psat",
              it -> it.block("plugin_data", data -> data.object("clusters", cluster::entry)));
    }
  }
}
