package io.spiffeaws.render.kubernetes;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Renders manifests for a chain's workloads that run in pods of a known service account.
public final class RenderWorkloads {
  /// The workloads to render.
  ///
  /// @param ids of the workloads; if empty, all
  /// @param image of the program
  /// @param account the AWS account, for the roles' ARNs
  /// @param region the AWS region
  public record Request(
      Manifest chain,
      List<SpiffeId> ids,
      String image,
      Optional<String> account,
      Optional<String> region,
      SocketMount mount,
      Images images) {
    public Request {
      ids = List.copyOf(ids);
      region = region.map(RegionName::check);
      account = account.map(AccountRule.AWS::check);
    }
  }

  /// Renders the manifests.
  ///
  /// @return a file for each workload, named after its service account
  /// @throws ProblemException malformed, if there is no workload to render, or the ARN of a role is
  ///   unknown
  public List<RenderedFile> run(Request request) {
    var files =
        names(request.chain()).entrySet().stream()
            .filter(named -> isSelected(named.getKey(), request))
            .map(named -> manifest(named.getKey(), named.getValue(), request))
            .map(manifest -> manifest.file(request.mount(), request.images()))
            .toList();
    if (files.isEmpty()) {
      throw ProblemException.malformed(
          "no-such-workload",
          "no such workload in the chain runs in pods",
          "add a namespace and a service account to its selectors, such as k8s:ns:prod"
              + " and k8s:sa:reports");
    }
    return files;
  }

  /// Returns warnings about images that nodes may not find.
  public List<String> warnings(Request request) {
    return Stream.of(Images.warning(request.image(), "--program "), request.images().ownWarning())
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean isSelected(Workload workload, Request request) {
    return request.ids().isEmpty() || request.ids().contains(workload.spiffeId());
  }

  /// The workloads that run in pods, in the chain's order, each with a unique name. Names do not
  /// depend on the selection of workloads, so that no run overwrites the file of another workload.
  private static Map<Workload, String> names(Manifest chain) {
    var taken = new HashSet<String>();
    var names = new LinkedHashMap<Workload, String>();
    for (var workload : chain.workloads()) {
      PodSelection.of(workload.key().selectors())
          .filter(pods -> pods.namespace().isPresent() && pods.account().isPresent())
          .ifPresent(pods -> names.put(workload, name(workload, pods, taken)));
    }
    return names;
  }

  private static String name(Workload workload, PodSelection pods, Set<String> taken) {
    var account = pods.account().orElseThrow();
    var path = workload.spiffeId().path();
    return Stream.concat(
            Stream.of(account, pods.namespace().orElseThrow() + "-" + account, path),
            IntStream.iterate(2, count -> count + 1).mapToObj(count -> path + "-" + count))
        .map(KubernetesName::of)
        .filter(taken::add)
        .findFirst()
        .orElseThrow();
  }

  private static WorkloadManifest manifest(Workload workload, String name, Request request) {
    var pods = PodSelection.of(workload.key().selectors()).orElseThrow();
    var role =
        workload
            .role()
            .flatMap(wanted ->
                request.chain().roles().stream()
                    .filter(known -> known.name().equals(wanted))
                    .findFirst());
    return new WorkloadManifest(
        name,
        pods.namespace().orElseThrow(),
        pods.account().orElseThrow(),
        new TreeMap<>(pods.labels()),
        pods.container().orElse("spiffe-aws"),
        request.image(),
        workload.spiffeId(),
        role.map(ManifestRole::audience).orElse(ProviderAudience.DEFAULT_AUDIENCE),
        role.map(known -> arn(known, request)),
        request.region());
  }

  private static RoleArn arn(ManifestRole role, Request request) {
    var account =
        request
            .account()
            .orElseThrow(() ->
                ProblemException.malformed(
                    "account-needed",
                    "the AWS account of role " + role.name() + " is unknown",
                    "specify it with --account"));
    var path = role.settings().path().orElse("/");
    var partition = request.region().map(RegionName::partition).orElse("aws");
    return RoleArn.parse("arn:" + partition + ":iam::" + account + ":role" + path + role.name());
  }
}
