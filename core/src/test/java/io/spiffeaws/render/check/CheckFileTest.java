package io.spiffeaws.render.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files are those of the blog's tutorial of 2020, rewritten.
class CheckFileTest {
  @Test
  void theOldServerIsReportedKeyByKey() {
    assertThat(found("server.conf"))
        .containsExactly(
            "1 jwt-issuer",
            "4 registration-uds-path",
            "8 svid-ttl",
            "9 default-svid-ttl",
            "10 upstream-bundle",
            "12 rsa-ca-key-type",
            "28 k8s-sat",
            "32 use-token-review-api-validation",
            "33 service-account-whitelist",
            "39 node-resolver-noop",
            "49 notifier-k8sbundle");
  }

  @Test
  void theOldAgentIsReportedKeyByKey() {
    assertThat(found("agent.conf")).containsExactly("9 enable-sds", "13 k8s-sat");
  }

  @Test
  void theOldProviderIsReportedKeyByKey() {
    assertThat(found("oidc-discovery-provider.conf"))
        .containsExactly("2 domain", "4 registration-api");
  }

  @Test
  void theOldManifestsAreReportedObjectByObject() {
    assertThat(found("manifests.yaml"))
        .containsExactly(
            "7 api-version",
            "24 domain",
            "26 registration-api",
            "46 spiffe-io-image",
            "48 spiffe-io-image",
            "50 registrar-image",
            "66 wait-for-it-image",
            "70 spiffe-io-image",
            "72 api-version",
            "78 ingress-class",
            "87 ingress-keys",
            "87 ingress-path-type",
            "89 ingress-service-name",
            "90 ingress-service-port",
            "92 api-version",
            "99 certificate-key",
            "100 certificate-key");
  }

  @Test
  void aConfigurationInJsonIsReadToo() {
    assertThat(
            check(
                "server.conf",
                "{\"server\":{\n\"svid_ttl\":\"1h\",\"jwt_issuer\":\"https://o.org\"}}"))
        .singleElement()
        .satisfies(found -> assertThat(found.name()).isEqualTo("svid-ttl"));
  }

  @Test
  void aConfigurationInJsonIsReadWithinAConfigMapToo() {
    assertThat(
            check(
                "config.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: spire-server}
                data:
                  server.conf: |
                    {"server": {
                      "svid_ttl": "1h", "jwt_issuer": "https://o.org"}}
                """))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.name()).isEqualTo("svid-ttl");
          assertThat(found.detail()).startsWith("config.yaml:7:");
        });
  }

  @Test
  void theConfigurationOfTheOldRegistrarIsReported() {
    assertThat(
            check(
                "registrar.conf",
                "trust_domain = \"example.org\"\nserver_socket_path = \"/run/s\"\ncluster = \"demo\"\nmode = \"webhook\"\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.name()).isEqualTo("registrar-conf"));
    assertThat(
            check(
                "config.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: r}\ndata:\n  registrar.conf: |\n    server_socket_path = \"/x\"\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.name()).isEqualTo("registrar-conf"));
  }

  @ParameterizedTest
  @CsvSource({
    "autoscaling/v2beta1, HorizontalPodAutoscaler, 1.25",
    "autoscaling/v2beta2, HorizontalPodAutoscaler, 1.26",
    "discovery.k8s.io/v1beta1, EndpointSlice, 1.25",
    "storage.k8s.io/v1beta1, StorageClass, 1.22",
    "storage.k8s.io/v1beta1, CSIStorageCapacity, 1.27",
    "certificates.k8s.io/v1beta1, CertificateSigningRequest, 1.22",
    "scheduling.k8s.io/v1beta1, PriorityClass, 1.22",
    "coordination.k8s.io/v1beta1, Lease, 1.22",
    "rbac.authorization.k8s.io/v1beta1, Role, 1.22",
    "flowcontrol.apiserver.k8s.io/v1beta3, FlowSchema, 1.32",
    "node.k8s.io/v1beta1, RuntimeClass, 1.25",
    "events.k8s.io/v1beta1, Event, 1.25"
  })
  void reportsARemovedApiVersion(String version, String kind, String since) {
    assertThat(check("a.yaml", "apiVersion: %s\nkind: %s\n".formatted(version, kind)))
        .singleElement()
        .satisfies(found -> assertThat(found.detail()).endsWith("since Kubernetes " + since));
  }

  /// A group's v1beta1 may have been reintroduced for other kinds.
  @ParameterizedTest
  @CsvSource({
    "storage.k8s.io/v1beta1, VolumeAttributesClass",
    "coordination.k8s.io/v1beta1, LeaseCandidate",
    "certificates.k8s.io/v1beta1, ClusterTrustBundle",
    "networking.k8s.io/v1beta1, IPAddress",
    "admissionregistration.k8s.io/v1beta1, MutatingAdmissionPolicy"
  })
  void acceptsAKindThatIsStillServed(String version, String kind) {
    assertThat(check("a.yaml", "apiVersion: %s\nkind: %s\n".formatted(version, kind)))
        .allMatch(Check::ok);
  }

  @Test
  void aFindingNamesTheReplacement() {
    assertThat(check("a.conf", "agent { enable_sds = true }"))
        .containsExactly(
            Check.bad(
                "enable-sds",
                "a.conf:1: enable_sds: removed in SPIRE 1.0.0, since SDS is always on",
                "delete it; to turn SDS off, write disable_sds_api = true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server {\n  jwt_issuer = \"https://a\"\n  ca_key_type = \"ec-p256\"\n}",
        "server {\n  jwt_issuer = \"https://a\"\n  ca_key_type = \"rsa-2048\"\n"
            + "  jwt_key_type = \"rsa-2048\"\n}",
        "agent {}",
        "domains = [\"a\"]",
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: {rules: [{http: {paths: [{path: /,"
            + " pathType: Prefix}]}}]}",
        "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"data\": {\"nginx.conf\": \"a b;\"}}"
      })
  void acceptsCurrentFiles(String text) {
    assertThat(check("standard input", text)).hasSize(1).allMatch(Check::ok);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: b", "a = 1", "- a", "kind: Pod", "server {", "a: [", "\u0000"})
  void rejectsOtherFiles(String text) {
    assertThatThrownBy(() -> check("standard input", text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
              assertThat(e.problem().code()).isEqualTo("malformed-file");
            });
  }

  @Test
  void reportsNonsenseAsMalformed() {
    var random = new SplittableRandom(2);
    for (var name : List.of("manifests.yaml", "server.conf")) {
      var good = text(name);
      for (var round = 0; round < 500; round++) {
        var text = new StringBuilder(good);
        for (var changes = random.nextInt(1, 6); changes > 0; changes--) {
          var at = random.nextInt(text.length());
          var strange = "{}[]:,#&*!|>'\"%@`-?\t\n \u0000=<";
          text.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
        }
        try {
          check(name, text.toString());
        } catch (ProblemException e) {
          assertThat(e.problem()).as(text.toString()).isInstanceOf(Problem.Malformed.class);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server { jwt_issuer = "https://i.example.org" exclude_sn_from_ca_subject = true } | exclude-sn-from-ca-subject | exclude_sn_from_ca_subject: removed in SPIRE 1.10.0
          plugins { KeyManager "aws_kms" { plugin_data { key_metadata_file = "/f" } } } | key-metadata-file | key_metadata_file: removed in SPIRE 1.10.0
          plugins { KeyManager "azure_key_vault" { plugin_data { use_msi = true } } } | use-msi | use_msi: removed in SPIRE 1.10.0
          plugins { NodeAttestor "azure_msi" { plugin_data { tenants = { "t" = { use_msi = true } } } } } | use-msi | use_msi: removed in SPIRE 1.10.0
          plugins { UpstreamCA "disk" { plugin_data { ttl = "1h" } } } | upstream-ca | UpstreamCA: removed in SPIRE 0.11.0
          plugins { NodeResolver "aws_iid" { plugin_data {} } } | node-resolver | NodeResolver: node resolvers were removed in SPIRE 1.5.0
          """)
  void reportsRemovedSettings(String text, String code, String detail) {
    assertThat(check("server.conf", text))
        .filteredOn(check -> !check.ok())
        .extracting(Check::name, Check::detail)
        .containsExactly(tuple(code, "server.conf:1: " + detail));
  }

  private static List<String> found(String name) {
    return check(name, text(name)).stream()
        .map(check -> check.detail().replaceFirst("^[^:]*:(\\d+):.*", "$1 ") + check.name())
        .toList();
  }

  private static List<Check> check(String name, String text) {
    return new CheckFile().run(new CheckFile.Request(name, text));
  }

  private static String text(String name) {
    try (var file = CheckFileTest.class.getResourceAsStream("blog/" + name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
