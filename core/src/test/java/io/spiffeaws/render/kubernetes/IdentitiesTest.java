package io.spiffeaws.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.chain.manifest.ManifestReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "k8s:ns:a"                       | ClusterSPIFFEID
          "k8s:sa:a"                       | ClusterSPIFFEID
          "k8s:pod-label:app:web"          | ClusterSPIFFEID
          "k8s:ns:a", "unix:uid:1"         | ClusterStaticEntry
          "k8s:ns:a", "k8s:ns:b"           | ClusterStaticEntry
          "k8s:sa:a", "k8s:sa:b"           | ClusterStaticEntry
          "k8s:pod-label:broken"           | ClusterStaticEntry
          "unix:uid:1"                     | ClusterStaticEntry
          """)
  void onlySelectorsOfPodsResultInAClusterSpiffeId(String selectors, String kind) {
    assertThat(yaml(false, "{id: /a, selectors: [" + selectors + "]}"))
        .contains("kind: " + kind + "\n");
    assertThat(yaml(true, "{id: /a, selectors: [" + selectors + "]}"))
        .contains("kind: ClusterStaticEntry\n");
  }

  @Test
  void escapesGoTemplates() {
    assertThat(yaml(false, "{id: /a, selectors: [\"k8s:ns:a\", \"k8s:pod-image:{{x}}\"]}"))
        .contains("\"k8s:pod-image:{{`{{`}}x}}\"");
  }

  @Test
  void eachHasTheClassName() {
    var workloads =
        chain("{id: /a, selectors: [\"k8s:ns:a\"]}, {id: /b, selectors: [\"unix:uid:1\"]}")
            .workloads();
    assertThat(
            new Identities(false, Optional.of("spire-mgmt-spire")).add(workloads).file("a").text())
        .containsSubsequence(
            "kind: ClusterSPIFFEID",
            "className: spire-mgmt-spire\n",
            "kind: ClusterStaticEntry",
            "className: spire-mgmt-spire\n");
    assertThat(yaml(false, "{id: /a, selectors: [\"k8s:ns:a\"]}")).doesNotContain("className");
  }

  @Test
  void namesAreUnique() {
    var yaml =
        yaml(
            false,
            "{id: /a/b, selectors: [\"k8s:ns:a\"]}, {id: /a-b, selectors: [\"k8s:ns:a\"]},"
                + " {id: /a-b, selectors: [\"k8s:ns:b\"]}");
    assertThat(yaml).contains("name: a-b\n", "name: a-b-2\n", "name: a-b-3\n");
  }

  @Test
  void reportsSettingsThatCannotBeExpressed() {
    var chain =
        chain(
            "{id: /a, selectors: [\"k8s:ns:a\"], store_svid: true, expires_at:"
                + " 2030-01-01T00:00:00Z}");
    assertThat(new Identities(false, Optional.empty()).add(chain.workloads()).notes()).hasSize(2);
    assertThat(new Identities(true, Optional.empty()).add(chain.workloads()).notes()).hasSize(1);
  }

  private static String yaml(boolean asWritten, String workloads) {
    return new Identities(asWritten, Optional.empty())
        .add(chain(workloads).workloads())
        .file("a")
        .text();
  }

  private static io.spiffeaws.chain.manifest.Manifest chain(String workloads) {
    var text =
        "trust_domain: example.org\ndefaults: {parent_id: /host}\nworkloads: [" + workloads + "]";
    return new ManifestReader(
            "chain.yaml",
            path -> {
              throw new AssertionError(path);
            })
        .read(text);
  }
}
