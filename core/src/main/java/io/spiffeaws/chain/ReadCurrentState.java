package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.RegistrationEntries;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.ListedRole;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads the current state of all resources that a chain refers to: entries in pages, roles in
/// parallel.
public final class ReadCurrentState {
  private static final int USUAL_QUOTA = 2048;

  private final RegistrationEntries entries;
  private final Optional<AwsPorts> aws;
  private final boolean cleanup;

  /// @param aws empty if AWS is not to be read
  /// @param cleanup whether to look for resources of IAM Roles Anywhere that the chain manages, but
  ///   no longer specifies
  public ReadCurrentState(RegistrationEntries entries, Optional<AwsPorts> aws, boolean cleanup) {
    this.entries = entries;
    this.aws = aws;
    this.cleanup = cleanup;
  }

  /// Reads the current state.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if SPIRE or IAM rejects a request or is
  ///   unreachable
  public CurrentState run(Manifest manifest) {
    try (var executor = new BoundedExecutor()) {
      var found = executor.start(() -> entries(manifest));
      var side = aws.map(ports -> aws(ports, manifest, executor));
      return new CurrentState(found.get(), side);
    }
  }

  private List<RegistrationEntry> entries(Manifest manifest) {
    var owner = ChainOwner.of(manifest);
    var keys = manifest.workloads().stream().map(Workload::key).collect(Collectors.toSet());
    var found = new ArrayList<RegistrationEntry>();
    entries.list(
        EntryFilter.ALL,
        entry -> {
          if (owner.manages(entry) || keys.contains(entry.key())) {
            found.add(entry);
          }
        });
    return found;
  }

  /// Reads the AWS side. Resources that the chain manages are found by their tags, whatever the
  /// file specifies: also without an issuer, or with another one.
  private CurrentState.Aws aws(AwsPorts ports, Manifest manifest, BoundedExecutor executor) {
    var owner = ChainOwner.of(manifest);
    var all = ports.providers().list();
    var existing =
        manifest
            .issuer()
            .flatMap(url ->
                all.stream().filter(arn -> arn.hostPath().equals(url.hostPath())).findFirst());
    var others = startToRead(ports, all, existing, executor);
    var account = account(ports, manifest, existing);
    var arn =
        existing.or(() -> manifest.issuer().flatMap(url -> account.map(it -> future(it, url))));
    var provider = existing.flatMap(ports.providers()::find);
    var listed = ports.roles().listed();
    var former = former(owner, others, listed);
    var trusting = arn.map(url -> trusting(listed, url)).orElse(Set.of());
    var wanted =
        manifest.roles().stream().map(role -> role.name().text()).collect(Collectors.toSet());
    var candidates = new HashSet<>(trusting);
    former.forEach(each -> candidates.addAll(each.trustingRoles()));
    listed.stream().filter(owner::mayManage).forEach(role -> candidates.add(role.name()));
    var roles = roles(ports, owner, wanted, candidates, executor);
    var anywhere = new ReadOptionalRolesAnywhere(ports, manifest, cleanup).run(listed, roles);
    return new CurrentState.Aws(
        account,
        arn,
        provider,
        roles,
        namesInOtherCase(listed, wanted),
        account
            .map(it -> missingPolicies(ports, policies(manifest, arn, it, roles), executor))
            .orElse(Set.of()),
        trusting,
        rolesByAudience(provider, manifest, listed),
        former,
        quota(ports, manifest),
        anywhere.state(),
        anywhere.unread());
  }

  /// ARNs of the managed policies that the plan will attach or set as boundary.
  private static Set<String> policies(
      Manifest manifest,
      Optional<ProviderArn> provider,
      AwsAccount account,
      Map<String, RoleState> roles) {
    var policies = new TreeSet<String>();
    for (var role : manifest.roles()) {
      var missing = new TreeSet<>(ChainRole.settings(role, Map.of(), provider, account).policies());
      var there = roles.get(role.name().text());
      if (there != null) {
        missing.removeAll(there.attached());
        there.role().boundary().ifPresent(missing::remove);
      }
      policies.addAll(missing);
    }
    return policies;
  }

  private static Set<String> missingPolicies(
      AwsPorts ports, Set<String> policies, BoundedExecutor executor) {
    var tasks = new ArrayList<BoundedExecutor.Task<Optional<String>>>();
    for (var arn : policies) {
      tasks.add(executor.start(() -> Optional.of(arn).filter(ports.roles()::lacksPolicy)));
    }
    return tasks.stream().flatMap(task -> task.get().stream()).collect(Collectors.toSet());
  }

  /// IAM treats names that differ only in case as the same, but finds a role only by the exact name
  /// that it was created with.
  private static Map<String, String> namesInOtherCase(List<ListedRole> listed, Set<String> wanted) {
    var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    listed.forEach(role -> names.put(role.name(), role.name()));
    var namesInOtherCase = new HashMap<String, String>();
    for (var name : wanted) {
      var there = names.get(name);
      if (there != null && !there.equals(name)) {
        namesInOtherCase.put(name, there);
      }
    }
    return namesInOtherCase;
  }

  /// Starts to read the other providers. IAM lists providers by ARN only; their tags require a call
  /// for each.
  private static List<BoundedExecutor.Task<Optional<OidcProvider>>> startToRead(
      AwsPorts ports,
      List<ProviderArn> all,
      Optional<ProviderArn> existing,
      BoundedExecutor executor) {
    return all.stream()
        .filter(arn -> existing.filter(arn::equals).isEmpty())
        .map(arn -> executor.start(() -> ports.providers().find(arn)))
        .toList();
  }

  private static List<CurrentState.Former> former(
      ChainOwner owner,
      List<BoundedExecutor.Task<Optional<OidcProvider>>> others,
      List<ListedRole> listed) {
    return others.stream()
        .flatMap(task -> task.get().stream())
        .filter(provider -> owner.manages(provider.tags()))
        .map(provider -> new CurrentState.Former(provider, trusting(listed, provider.arn())))
        .toList();
  }

  private static Set<String> trusting(List<ListedRole> listed, ProviderArn provider) {
    return names(listed, role -> role.names(provider));
  }

  private static Set<String> names(List<ListedRole> listed, Predicate<ListedRole> which) {
    return listed.stream()
        .filter(which)
        .map(ListedRole::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> rolesByAudience(
      Optional<OidcProvider> provider, Manifest manifest, List<ListedRole> listed) {
    var rolesByAudience = new HashMap<String, Set<String>>();
    if (provider.isPresent() && manifest.provider().isPresent()) {
      var named = manifest.provider().get().audiences();
      for (var audience : provider.get().audiences()) {
        if (!named.contains(audience)) {
          rolesByAudience.put(
              audience, names(listed, role -> role.mayAcceptToken(provider.get().arn(), audience)));
        }
      }
    }
    return rolesByAudience;
  }

  /// The account of a chain that has roles. It is asked for only if no provider names it.
  private static Optional<AwsAccount> account(
      AwsPorts ports, Manifest manifest, Optional<ProviderArn> provider) {
    return provider
        .map(arn -> new AwsAccount(arn.partition(), arn.account()))
        .or(() -> manifest.usesAws() ? Optional.of(ports.account().find()) : Optional.empty());
  }

  private static ProviderArn future(AwsAccount account, IssuerUrl issuer) {
    return ProviderArn.of(account.partition(), account.id(), issuer);
  }

  private static Map<String, RoleState> roles(
      AwsPorts ports,
      ChainOwner owner,
      Set<String> wanted,
      Set<String> candidates,
      BoundedExecutor executor) {
    var names = new HashSet<>(wanted);
    names.addAll(candidates);
    var tasks = new ArrayList<BoundedExecutor.Task<Optional<RoleState>>>();
    for (var name : names) {
      tasks.add(
          executor.start(() ->
              ports
                  .roles()
                  .find(name)
                  .filter(role -> wanted.contains(name) || owner.manages(role))
                  .map(role -> state(ports, role))));
    }
    var roles = new HashMap<String, RoleState>();
    tasks.forEach(task -> task.get().ifPresent(state -> roles.put(state.role().name(), state)));
    return roles;
  }

  private static RoleState state(AwsPorts ports, Role role) {
    var inline = new HashMap<String, Json>();
    for (var name : ports.roles().inlinePolicies(role.name())) {
      ports
          .roles()
          .inlinePolicy(role.name(), name)
          .ifPresent(text -> inline.put(name, JsonText.parse(text, "the inline policy " + name)));
    }
    return RoleState.of(role, ports.roles().attachedPolicies(role.name()), inline);
  }

  /// The quota of the trust policy's length. The account is asked only if the default may not
  /// suffice.
  private static int quota(AwsPorts ports, Manifest manifest) {
    return manifest.roles().stream().mapToInt(ReadCurrentState::length).max().orElse(0)
            > USUAL_QUOTA / 2
        ? ports.roles().trustPolicyQuota().orElse(USUAL_QUOTA)
        : USUAL_QUOTA;
  }

  private static int length(ManifestRole role) {
    return role.subjects().stream().mapToInt(subject -> subject.text().length() + 3).sum();
  }
}
