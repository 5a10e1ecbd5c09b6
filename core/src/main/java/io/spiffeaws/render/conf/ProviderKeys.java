package io.spiffeaws.render.conf;

import io.spiffeaws.render.hcl.HclBody;

/// The source of the keys that the OIDC discovery provider serves.
public sealed interface ProviderKeys {
  /// The server's API: requires no registration entry, but the provider must run on the server's
  /// host.
  record ServerApi(String socket) implements ProviderKeys {
    public ServerApi {
      socket = ConfPath.socket(socket);
    }
  }

  /// An agent's Workload API: the provider requires a registration entry.
  record WorkloadApi(String socket, String trustDomain) implements ProviderKeys {
    public WorkloadApi {
      socket = ConfPath.socket(socket);
    }
  }

  /// Writes the setting into the file.
  default void write(HclBody file) {
    switch (this) {
      case ServerApi(var socket) ->
          file.block("server_api", it -> it.set("address", "unix://" + socket));
      case WorkloadApi(var socket, var trustDomain) ->
          file.block(
              "workload_api", it -> it.set("socket_path", socket).set("trust_domain", trustDomain));
    }
  }
}
