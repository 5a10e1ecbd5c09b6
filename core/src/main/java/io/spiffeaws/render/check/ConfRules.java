package io.spiffeaws.render.check;

import java.util.List;
import java.util.stream.Stream;

/// Deprecated and removed settings of SPIRE's configuration files (SPIRE, CHANGELOG.md).
final class ConfRules {
  private static final List<Rule> SERVER =
      List.of(
          Rule.of(
              "server registration_uds_path",
              "registration-uds-path",
              "removed in SPIRE 1.1.0",
              "write socket_path"),
          Rule.of(
              "server svid_ttl",
              "svid-ttl",
              "renamed to default_svid_ttl, which was removed in SPIRE 1.6.0",
              "write default_x509_svid_ttl, and default_jwt_svid_ttl for tokens"),
          Rule.of(
              "server default_svid_ttl",
              "default-svid-ttl",
              "removed in SPIRE 1.6.0",
              "write default_x509_svid_ttl, and default_jwt_svid_ttl for tokens"),
          Rule.of(
              "server upstream_bundle",
              "upstream-bundle",
              "removed in SPIRE 0.11.0, since it is always on",
              "delete it"),
          Rule.of(
              "server bundle_endpoint",
              "bundle-endpoint",
              "removed in SPIRE 1.1.0",
              "write federation { bundle_endpoint { ... } }"),
          Rule.of(
              "server allow_unsafe_ids", "allow-unsafe-ids", "removed in SPIRE 1.2.0", "delete it"),
          Rule.of(
              "server omit_x509svid_uid",
              "omit-x509svid-uid",
              "removed in SPIRE 1.6.0",
              "delete it"),
          Rule.of(
              "server exclude_sn_from_ca_subject",
              "exclude-sn-from-ca-subject",
              "removed in SPIRE 1.10.0",
              "delete it"));

  private static final List<Rule> AGENT =
      List.of(
          Rule.of(
              "agent enable_sds",
              "enable-sds",
              "removed in SPIRE 1.0.0, since SDS is always on",
              "delete it; to turn SDS off, write disable_sds_api = true"),
          Rule.of(
              "agent disable_reattest_to_renew",
              "disable-reattest-to-renew",
              "removed in SPIRE 1.10.0",
              "delete it"));

  private static final List<Rule> PLUGINS =
      List.of(
          Rule.of(
              "plugins NodeResolver noop",
              "node-resolver-noop",
              "removed in SPIRE 1.0.0; SPIRE 1.5.0 removed node resolvers of all kinds",
              "delete the block"),
          Rule.of(
              "plugins NodeResolver *",
              "node-resolver",
              "node resolvers were removed in SPIRE 1.5.0",
              "delete the block; the node attestor resolves selectors"),
          Rule.of(
              "plugins UpstreamCA *",
              "upstream-ca",
              "removed in SPIRE 0.11.0",
              "write UpstreamAuthority"),
          Rule.of(
              "plugins KeyManager ** key_metadata_file",
              "key-metadata-file",
              "removed in SPIRE 1.10.0",
              "write key_identifier_file, or key_identifier_value"),
          Rule.of(
              "plugins KeyManager ** use_msi",
              "use-msi",
              "removed in SPIRE 1.10.0",
              "delete it; the Azure SDK finds the managed identity"),
          Rule.of(
              "plugins NodeAttestor ** use_msi",
              "use-msi",
              "removed in SPIRE 1.10.0",
              "delete it; the Azure SDK finds the managed identity"),
          Rule.of(
              "plugins NodeAttestor k8s_sat",
              "k8s-sat",
              "removed in SPIRE 1.12.0",
              "write NodeAttestor \"k8s_psat\", in server and agent"),
          Rule.of(
              "plugins NodeAttestor ** use_token_review_api_validation",
              "use-token-review-api-validation",
              "only for k8s_sat, removed in SPIRE 1.12.0; k8s_psat always does it",
              "delete it"),
          Rule.of(
              "plugins NodeAttestor ** service_account_whitelist",
              "service-account-whitelist",
              "removed in SPIRE 1.1.0",
              "write service_account_allow_list"),
          Rule.of(
              "plugins NodeAttestor ** projectid_whitelist",
              "projectid-whitelist",
              "removed in SPIRE 1.1.0",
              "write projectid_allow_list"),
          Rule.of(
              "plugins Notifier k8sbundle",
              "notifier-k8sbundle",
              "deprecated",
              "write BundlePublisher \"k8s_configmap\", as render kubernetes does"));

  private static final List<Rule> PROVIDER =
      List.of(
          Rule.of(
              "domain",
              "domain",
              "removed from the OIDC discovery provider in SPIRE 1.2.0",
              "write domains = [\"...\"]"),
          Rule.of(
              "registration_api",
              "registration-api",
              "the registration API was removed in SPIRE 1.1.0",
              "write server_api { address = \"unix:///...\" }"));

  private static final List<Rule> REGISTRAR =
      List.of(
          Rule.of(
              "server_socket_path",
              "registrar-conf",
              "setting of k8s-workload-registrar, which is no longer released since SPIRE 1.6.0",
              "use the SPIRE controller manager: spiffe-aws render controller-manager"));

  private ConfRules() {}

  static Stream<Rule> all() {
    return Stream.of(SERVER, AGENT, PLUGINS, PROVIDER, REGISTRAR).flatMap(List::stream);
  }
}
