package io.spiffeaws.render.kubernetes;

import io.spiffeaws.aws.RegionName;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.TrustTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The workloads of a chain that run in pods of a known account.
public final class RenderWorkloads {
  /// @param ids those that are meant; none, for all
  /// @param image of the program
  /// @param account of AWS, for the roles' ARNs
  /// @param region of AWS
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
      account.ifPresent(Request::checkAccount);
    }

    private static void checkAccount(String account) {
      if (!account.matches("\\d{12}")) {
        throw ProblemException.malformed(
            "malformed-account",
            "\"" + account.replaceAll("\\p{Cntrl}", "?") + "\" is not the number of an AWS account",
            "it has 12 digits: aws sts get-caller-identity --query Account");
      }
    }
  }

  /// @return a file for each, by the name of its service account
  /// @throws ProblemException malformed, where there are none, where one that is named is no pod,
  ///   or where a role's ARN cannot be told
  public List<RenderedFile> run(Request request) {
    var names = new HashSet<String>();
    var files =
        request.chain().workloads().stream()
            .filter(workload -> isMeant(workload, request))
            .map(workload -> manifest(workload, request, names))
            .map(manifest -> manifest.file(request.mount(), request.images()))
            .toList();
    if (files.isEmpty()) {
      throw ProblemException.malformed(
          "no-such-workload",
          "the chain has no such workload that runs in pods",
          "its selectors are to have a namespace and an account, as k8s:ns:prod and k8s:sa:reports");
    }
    return files;
  }

  private static boolean isMeant(Workload workload, Request request) {
    return (request.ids().isEmpty() || request.ids().contains(workload.spiffeId()))
        && PodSelection.of(workload.key().selectors())
            .filter(pods -> pods.namespace().isPresent() && pods.account().isPresent())
            .isPresent();
  }

  private static WorkloadManifest manifest(Workload workload, Request request, Set<String> names) {
    var pods = PodSelection.of(workload.key().selectors()).orElseThrow();
    var namespace = pods.namespace().orElseThrow();
    var account = pods.account().orElseThrow();
    var name =
        Stream.of(account, namespace + "-" + account, workload.spiffeId().path())
            .map(KubernetesName::of)
            .filter(names::add)
            .findFirst()
            .orElseThrow(() -> sameName(workload));
    var role =
        workload
            .role()
            .flatMap(wanted ->
                request.chain().roles().stream()
                    .filter(known -> known.name().equals(wanted))
                    .findFirst());
    return new WorkloadManifest(
        name,
        namespace,
        account,
        new TreeMap<>(pods.labels()),
        pods.container().orElse("spiffe-aws"),
        request.image(),
        workload.spiffeId(),
        role.map(ManifestRole::audience).orElse(TrustTarget.DEFAULT_AUDIENCE),
        role.map(known -> arn(known, request)),
        request.region());
  }

  private static ProblemException sameName(Workload workload) {
    return ProblemException.malformed(
        "same-name",
        workload.spiffeId() + " would have the name of another workload",
        "render them by themselves, with --workload, into folders of their own");
  }

  private static RoleArn arn(ManifestRole role, Request request) {
    var account =
        request
            .account()
            .orElseThrow(() ->
                ProblemException.malformed(
                    "account-needed",
                    "the account of role " + role.name() + " is not known",
                    "name it with --account"));
    var path = role.settings().path().orElse("/");
    var partition = request.region().map(RegionName::partition).orElse("aws");
    return RoleArn.parse("arn:" + partition + ":iam::" + account + ":role" + path + role.name());
  }
}
