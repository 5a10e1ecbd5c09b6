package io.spiffeaws.render.kubernetes;

import io.spiffeaws.aws.RegionName;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.List;
import java.util.Optional;

/// A workload of a chain that runs in pods of a known service account, and its role.
///
/// @param pods with a namespace and a service account
record PodWorkload(Workload workload, PodSelection pods, Optional<ManifestRole> role) {
  /// Name of the sidecar if the selectors name no container.
  private static final String SIDECAR = "spiffe-aws";

  /// The workloads that run in pods, in the chain's order.
  static List<PodWorkload> of(Manifest chain) {
    return chain.workloads().stream()
        .flatMap(workload ->
            PodSelection.of(workload.key().selectors())
                .filter(pods -> pods.namespace().isPresent() && pods.account().isPresent())
                .map(pods -> new PodWorkload(workload, pods, role(workload, chain)))
                .stream())
        .toList();
  }

  private static Optional<ManifestRole> role(Workload workload, Manifest chain) {
    return workload
        .role()
        .flatMap(
            name -> chain.roles().stream().filter(known -> known.name().equals(name)).findFirst());
  }

  String namespace() {
    return pods.namespace().orElseThrow();
  }

  String account() {
    return pods.account().orElseThrow();
  }

  /// The name of the container that calls the agent.
  String sidecar() {
    return pods.container().orElse(SIDECAR);
  }

  /// Whether its role accepts no tokens.
  boolean certificatesOnly() {
    return role.filter(known -> !known.ways().contains(RoleWay.WEB_IDENTITY)).isPresent();
  }

  String audience() {
    return role.map(ManifestRole::audience).orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }

  /// The ARN of its role; empty if it has none.
  ///
  /// @param account of the role
  /// @param region determines the partition
  /// @throws ProblemException malformed, if there is a role and no account
  Optional<RoleArn> arn(Optional<String> account, Optional<String> region) {
    return role.map(known -> arn(known, account, region));
  }

  private static RoleArn arn(ManifestRole role, Optional<String> account, Optional<String> region) {
    var known =
        account.orElseThrow(() ->
            ProblemException.malformed(
                "account-needed",
                "the AWS account of role " + role.name() + " is unknown",
                "specify it with --account"));
    var path = role.settings().path().orElse("/");
    var partition = region.map(RegionName::partition).orElse("aws");
    return RoleArn.parse("arn:" + partition + ":iam::" + known + ":role" + path + role.name());
  }

  /// No workload to render.
  static ProblemException none() {
    return ProblemException.malformed(
        "no-such-workload",
        "no such workload in the chain runs in pods",
        "add a namespace and a service account to its selectors, such as k8s:ns:prod"
            + " and k8s:sa:reports");
  }
}
