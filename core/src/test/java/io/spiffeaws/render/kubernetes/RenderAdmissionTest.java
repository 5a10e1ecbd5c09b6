package io.spiffeaws.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What API servers do with the policies is tested by scenarios/prove-admission.
class RenderAdmissionTest {
  @Test
  void aWorkloadWithMoreLabelsComesFirst() {
    assertThat(render(36, workload("/a", "prod", "app", ""), workload("/b", "prod", "app", "x:y")))
        .containsSubsequence(
            "\"id\": \"spiffe://example.org/b\"", "\"id\": \"spiffe://example.org/a\"");
  }

  @Test
  void rejectsTwoIdsForTheSamePods() {
    assertThatThrownBy(() ->
            render(36, workload("/a", "prod", "app", "x:y"), workload("/b", "prod", "app", "x:y")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("spiffe://example.org/a and spiffe://example.org/b select the same");
  }

  @Test
  void requiresAVersionWithTheApi() {
    assertThatThrownBy(() -> render(33, workload("/a", "prod", "app", "")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Kubernetes 1.33");
    assertThat(render(35, workload("/a", "prod", "app", "")))
        .contains("admissionregistration.k8s.io/v1beta1\nkind: MutatingAdmissionPolicy\n");
    assertThat(render(36, workload("/a", "prod", "app", ""))).doesNotContain("v1beta1");
  }

  @Test
  void textFromTheChainCannotLeaveItsLiteral() {
    assertThat(render(36, workload("/a", "prod", "app", "x:y\\\"}] + [")))
        .contains("\"label:x\": \"y\\\"}] + [\"");
  }

  @Test
  void policiesCoverWholeNamespacesAndExpressionsStayBelowTheLimit() {
    var workloads =
        IntStream.range(0, 350)
            .mapToObj(n -> workload("/w" + n, n < 250 ? "large" : "ns-" + n % 20, "app-" + n, ""))
            .toArray(String[]::new);
    var text = render(36, workloads);
    assertThat(text.lines().filter(line -> line.equals("kind: MutatingAdmissionPolicy")).count())
        .isEqualTo(2);
    assertThat(text).contains("variables.workloads1 + variables.workloads2 + variables.workloads3");
    assertThat(text.split("expression: \\|-")).allMatch(part -> part.length() < 100_000);
  }

  private static String workload(String id, String namespace, String account, String label) {
    return """
      - id: %s
        selectors: ["k8s:ns:%s", "k8s:sa:%s"%s]
    """
        .formatted(
            id, namespace, account, label.isEmpty() ? "" : ", \"k8s:pod-label:" + label + "\"");
  }

  private static String render(int minor, String... workloads) {
    var chain =
        new ManifestReader(
                "chain.yaml",
                path -> {
                  throw new AssertionError(path);
                })
            .read(
                "trust_domain: example.org\ndefaults: {parent_id: /node}\nworkloads:\n"
                    + List.of(workloads).stream().collect(Collectors.joining()));
    return new RenderAdmission()
        .run(
            new RenderAdmission.Request(
                chain,
                Optional.of("123456789012"),
                Optional.empty(),
                new KubernetesVersion(minor),
                RoleViolation.deny,
                SocketMount.csi,
                Images.with(List.of())))
        .text();
  }
}
