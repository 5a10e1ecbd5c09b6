package io.spiffeaws.render.kubernetes;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.spiffe.SpiffeId;
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
  /// @param rolesAnywhere trust anchor and profile, for roles that accept no tokens
  public record Request(
      Manifest chain,
      List<SpiffeId> ids,
      String image,
      Optional<String> account,
      Optional<String> region,
      Optional<RolesAnywhereTarget> rolesAnywhere,
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
  /// @throws io.spiffeaws.problem.ProblemException malformed, if there is no workload to render, or
  ///   the ARN of a role is unknown
  public List<RenderedFile> run(Request request) {
    var files =
        names(request.chain()).entrySet().stream()
            .filter(named -> isSelected(named.getKey().workload(), request))
            .map(named -> manifest(named.getKey(), named.getValue(), request))
            .map(manifest -> manifest.file(request.mount(), request.images()))
            .toList();
    if (files.isEmpty()) {
      throw PodWorkload.none();
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
  private static Map<PodWorkload, String> names(Manifest chain) {
    var taken = new HashSet<String>();
    var names = new LinkedHashMap<PodWorkload, String>();
    for (var workload : PodWorkload.of(chain)) {
      names.put(workload, name(workload, taken));
    }
    return names;
  }

  private static String name(PodWorkload workload, Set<String> taken) {
    var path = workload.workload().spiffeId().path();
    return Stream.concat(
            Stream.of(workload.account(), workload.namespace() + "-" + workload.account(), path),
            IntStream.iterate(2, count -> count + 1).mapToObj(count -> path + "-" + count))
        .map(KubernetesName::of)
        .filter(taken::add)
        .findFirst()
        .orElseThrow();
  }

  private static WorkloadManifest manifest(PodWorkload workload, String name, Request request) {
    return new WorkloadManifest(
        name,
        workload.namespace(),
        workload.account(),
        new TreeMap<>(workload.pods().labels()),
        workload.sidecar(),
        request.image(),
        sidecar(workload, request),
        region(workload, request));
  }

  /// A role with both ways is assumed with a token.
  private static PodSidecar sidecar(PodWorkload workload, Request request) {
    var id = workload.workload().spiffeId();
    Optional<RolesAnywhereTarget> target =
        workload.certificatesOnly() ? Optional.of(target(workload, request)) : Optional.empty();
    var role = workload.arn(account(workload, request), region(workload, request));
    return target.isPresent()
        ? new PodSidecar.Credentials(id, role.orElseThrow(), target.get())
        : new PodSidecar.Token(id, workload.audience(), role);
  }

  private static Optional<String> account(PodWorkload workload, Request request) {
    return request
        .account()
        .or(() ->
            request
                .rolesAnywhere()
                .filter(_ -> workload.certificatesOnly())
                .map(target -> target.profile().account()));
  }

  private static Optional<String> region(PodWorkload workload, Request request) {
    return request
        .region()
        .or(() ->
            request
                .rolesAnywhere()
                .filter(_ -> workload.certificatesOnly())
                .map(RolesAnywhereTarget::region));
  }

  private static RolesAnywhereTarget target(PodWorkload workload, Request request) {
    return request
        .rolesAnywhere()
        .orElseThrow(() ->
            ProblemException.malformed(
                "trust-anchor-needed",
                "the trust anchor for %s is unknown, and its role accepts no tokens"
                    .formatted(workload.workload().spiffeId()),
                "specify --trust-anchor-arn and --profile-arn; apply prints both ARNs"));
  }
}
