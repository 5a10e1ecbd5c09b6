package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.conf.BundleConfigMap;
import io.spiffeaws.render.conf.HealthChecks;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.render.conf.OidcProviderConf;
import io.spiffeaws.render.conf.ProviderKeys;
import io.spiffeaws.render.conf.ProviderListener;
import io.spiffeaws.render.conf.ServerAttestor;
import io.spiffeaws.render.conf.SpireAgentConf;
import io.spiffeaws.render.conf.SpireServerConf;
import java.time.Duration;
import java.util.Optional;

/// The three configuration files, with the paths and addresses that the manifests define.
final class ClusterConfs {
  private static final HealthChecks HEALTH = new HealthChecks("0.0.0.0", 8080);
  private static final int PROVIDER_HEALTH_PORT = 8008;

  private ClusterConfs() {}

  static RenderedFile server(ClusterSettings settings) {
    return new SpireServerConf(
            settings.trustDomain(),
            Optional.of(settings.issuer()),
            "0.0.0.0",
            ClusterSettings.SERVER_PORT,
            "/run/spire/data",
            "/tmp/spire-server/private/api.sock",
            KeyType.EC_P256,
            settings.jwtKeyType(),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofDays(1),
            settings.rolesAnywhere(),
            new ServerAttestor.Cluster(
                settings.cluster(),
                settings.agentNamespace() + ":" + ClusterSettings.AGENT,
                Optional.empty()),
            Optional.of(
                new BundleConfigMap(
                    settings.cluster(),
                    settings.agentNamespace(),
                    ClusterSettings.BUNDLE,
                    ClusterSettings.BUNDLE_KEY)),
            HEALTH)
        .file();
  }

  static RenderedFile agent(ClusterSettings settings) {
    return new SpireAgentConf(
            settings.trustDomain(),
            ClusterSettings.SERVER + "." + settings.namespace(),
            ClusterSettings.SERVER_PORT,
            "/run/spire/data",
            SocketMount.NODE_DIRECTORY + "/" + SocketMount.FILE,
            "/run/spire/bundle/" + ClusterSettings.BUNDLE_KEY,
            false,
            Optional.of(settings.cluster()),
            settings.verifyKubelet(),
            HEALTH)
        .file();
  }

  static RenderedFile provider(ClusterSettings settings) {
    var listener =
        switch (settings.exposure()) {
          case Exposure.OwnAcme(var acme) -> acme;
          case Exposure.Ingress _, Exposure.Contour _ -> new ProviderListener.Plain(":8080");
        };
    var keys = new ProviderKeys.WorkloadApi(SocketMount.podPath(), settings.trustDomain());
    return new OidcProviderConf(settings.issuer(), listener, keys, PROVIDER_HEALTH_PORT).file();
  }
}
