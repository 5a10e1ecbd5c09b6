package io.spiffeaws.render.conf;

import io.spiffeaws.render.hcl.HclBody;

/// Where the OIDC discovery provider has its keys from.
public sealed interface ProviderKeys {
  /// The server's API: no entry is needed, but the server's own host.
  record ServerApi(String socket) implements ProviderKeys {
    public ServerApi {
      socket = ConfPath.socket(socket);
    }
  }

  /// An agent: the provider needs a registration entry.
  record WorkloadApi(String socket, String trustDomain) implements ProviderKeys {
    public WorkloadApi {
      socket = ConfPath.socket(socket);
    }
  }

  /// Puts it into the file.
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
