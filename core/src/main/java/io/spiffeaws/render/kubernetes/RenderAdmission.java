package io.spiffeaws.render.kubernetes;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Renders the admission policies for a chain's workloads that run in pods of a known service
/// account: one that adds the token sidecar, and two that reject pods with other roles. They are
/// written in CEL and need no webhook.
public final class RenderAdmission {
  private static final String INJECTION = "spiffe-aws-injection";
  private static final String ROLES = "spiffe-aws-roles";

  /// A policy covers whole namespaces, up to this number of workloads or one namespace. The API
  /// server evaluates a policy only for pods of its namespaces.
  private static final int WORKLOADS = 100;

  /// The policies to render.
  ///
  /// @param account the AWS account, for the roles' ARNs
  /// @param region the AWS region; if empty, pods get no variable for it
  public record Request(
      Manifest chain,
      Optional<String> account,
      Optional<String> region,
      KubernetesVersion version,
      RoleViolation violation,
      SocketMount mount,
      Images images) {
    public Request {
      region = region.map(RegionName::check);
      account = account.map(AccountRule.AWS::check);
      if (version.compareTo(InjectionPolicy.BETA) < 0) {
        throw ProblemException.malformed(
            "kubernetes-too-old",
            "Kubernetes %s has no MutatingAdmissionPolicy as beta or stable API".formatted(version),
            "upgrade the cluster to 1.34 or newer, or write the sidecars into the manifests, see:"
                + " spiffe-aws render workload --help");
      }
    }
  }

  /// Renders the policies.
  ///
  /// @return one file
  /// @throws ProblemException malformed, if no workload runs in pods, two select the same pods, or
  ///   the ARN of a role is unknown
  public RenderedFile run(Request request) {
    var workloads =
        PodWorkload.of(request.chain()).stream()
            .filter(workload -> !workload.certificatesOnly())
            .toList();
    if (workloads.isEmpty()) {
      throw PodWorkload.none();
    }
    checkDistinct(workloads);
    var namespaces = workloads.stream().map(PodWorkload::namespace).distinct().sorted().toList();
    var documents = new ArrayList<String>();
    for (var table : tables(workloads, request)) {
      var suffix = documents.isEmpty() ? "" : "-" + (documents.size() + 1);
      documents.add(documents(table, suffix, namespaces, request));
    }
    return new RenderedFile("admission.yaml", String.join("---\n", documents));
  }

  /// Returns warnings about images that nodes may not find, about workloads whose sidecar has the
  /// name of a container of the chain, and about workloads whose role accepts no tokens.
  public List<String> warnings(Request request) {
    var warnings = new ArrayList<String>();
    request.images().ownWarning().ifPresent(warnings::add);
    for (var workload : PodWorkload.of(request.chain())) {
      if (workload.certificatesOnly()) {
        warnings.add(
            "pods of %s/%s get no sidecar: the role of %s accepts no tokens; to render a sidecar that serves credentials, run: spiffe-aws render workload --help"
                .formatted(
                    workload.namespace(), workload.account(), workload.workload().spiffeId()));
        continue;
      }
      workload
          .pods()
          .container()
          .map(name ->
              "pods of %s/%s with a container \"%s\" get no sidecar: the selector k8s:container-name:%3$s of %s requires that the sidecar has this name"
                  .formatted(
                      workload.namespace(),
                      workload.account(),
                      name,
                      workload.workload().spiffeId()))
          .ifPresent(warnings::add);
    }
    return List.copyOf(warnings);
  }

  private static String documents(
      AdmissionTable table, String suffix, List<String> namespaces, Request request) {
    var injection =
        new InjectionPolicy(
            INJECTION + suffix, table, request.version(), request.mount(), request.images());
    var roles = new RolePolicies(ROLES + suffix, table, namespaces, request.violation());
    var documents = new ArrayList<>(List.of(injection.yaml(), roles.inside()));
    if (!table.roles().isEmpty()) {
      documents.add(roles.outside());
    }
    return String.join("---\n", documents);
  }

  /// Groups the workloads by whole namespaces.
  private static List<AdmissionTable> tables(List<PodWorkload> workloads, Request request) {
    var tables = new ArrayList<List<PodWorkload>>();
    var current = new ArrayList<PodWorkload>();
    for (var group : byNamespace(workloads).values()) {
      if (!current.isEmpty() && current.size() + group.size() > WORKLOADS) {
        tables.add(List.copyOf(current));
        current.clear();
      }
      current.addAll(group);
    }
    tables.add(List.copyOf(current));
    return tables.stream()
        .map(group -> new AdmissionTable(group, request.account(), request.region()))
        .toList();
  }

  private static Map<String, List<PodWorkload>> byNamespace(List<PodWorkload> workloads) {
    return workloads.stream()
        .collect(Collectors.groupingBy(PodWorkload::namespace, TreeMap::new, Collectors.toList()));
  }

  /// Requires that no two IDs are for the same pods: a pod gets one token.
  private static void checkDistinct(List<PodWorkload> workloads) {
    var known = new HashMap<PodSelection, PodWorkload>();
    for (var workload : workloads) {
      var pods = workload.pods();
      var selection =
          new PodSelection(pods.namespace(), pods.account(), pods.labels(), Optional.empty());
      var other = known.putIfAbsent(selection, workload);
      if (other != null && !other.workload().spiffeId().equals(workload.workload().spiffeId())) {
        throw ProblemException.malformed(
            "same-pods",
            "%s and %s select the same pods, which get one token"
                .formatted(other.workload().spiffeId(), workload.workload().spiffeId()),
            "add a label to the selectors of one of them, such as k8s:pod-label:app:reports");
      }
    }
  }
}
