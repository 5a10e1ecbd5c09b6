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
import io.spiffeaws.trust.role.DesiredRole;
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

/// Reads what there is of all that a chain has to do with: entries in pages, roles several at once.
public final class ReadCurrentState {
  private static final int USUAL_QUOTA = 2048;

  private final RegistrationEntries entries;
  private final Optional<AwsPorts> aws;

  /// @param aws empty if AWS is not to be read
  public ReadCurrentState(RegistrationEntries entries, Optional<AwsPorts> aws) {
    this.entries = entries;
    this.aws = aws;
  }

  /// @throws io.spiffeaws.problem.ProblemException as SPIRE or IAM refuse or cannot be reached
  public CurrentState run(Manifest manifest) {
    try (var lanes = new BoundedExecutor()) {
      var found = lanes.begin(() -> entries(manifest));
      var side = aws.map(doors -> aws(doors, manifest, lanes));
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
          if (owner.made(entry) || keys.contains(entry.key())) {
            found.add(entry);
          }
        });
    return found;
  }

  /// What the chain made is found by its mark, whatever the file says: without an issuer, or with
  /// another, too.
  private static CurrentState.Aws aws(AwsPorts doors, Manifest manifest, BoundedExecutor lanes) {
    var owner = ChainOwner.of(manifest);
    var all = doors.providers().list();
    var existing =
        manifest
            .issuer()
            .flatMap(url ->
                all.stream().filter(arn -> arn.hostPath().equals(url.hostPath())).findFirst());
    var others = begun(doors, all, existing, lanes);
    var arn = existing.or(() -> manifest.issuer().map(url -> future(doors, url)));
    var provider = existing.flatMap(doors.providers()::find);
    var listed = doors.roles().listed();
    var former = former(owner, others, listed);
    var trusting = arn.map(url -> trusting(listed, url)).orElse(Set.of());
    var wanted =
        manifest.roles().stream().map(role -> role.name().text()).collect(Collectors.toSet());
    var candidates = new HashSet<>(trusting);
    former.forEach(each -> candidates.addAll(each.trusting()));
    listed.stream().filter(owner::mayHaveMade).forEach(role -> candidates.add(role.name()));
    var roles = roles(doors, owner, wanted, candidates, lanes);
    return new CurrentState.Aws(
        arn,
        provider,
        roles,
        otherCase(listed, wanted),
        arn.map(url -> lacking(doors, policies(manifest, url, roles), lanes)).orElse(Set.of()),
        trusting,
        takers(provider, manifest, listed),
        former,
        quota(doors, manifest));
  }

  /// ARNs of the managed policies that roles are to get.
  private static Set<String> policies(
      Manifest manifest, ProviderArn provider, Map<String, RoleState> roles) {
    var policies = new TreeSet<String>();
    var issuer = manifest.issuer().orElseThrow();
    for (var role : manifest.roles()) {
      var missing =
          new TreeSet<>(DesiredRole.of(role.request(issuer, Map.of()), provider).policies());
      var there = roles.get(role.name().text());
      if (there != null) {
        missing.removeAll(there.attached());
        there.role().boundary().ifPresent(missing::remove);
      }
      policies.addAll(missing);
    }
    return policies;
  }

  private static Set<String> lacking(AwsPorts doors, Set<String> policies, BoundedExecutor lanes) {
    var asked = new ArrayList<BoundedExecutor.Begun<Optional<String>>>();
    for (var arn : policies) {
      asked.add(lanes.begin(() -> Optional.of(arn).filter(doors.roles()::lacksPolicy)));
    }
    return asked.stream().flatMap(begun -> begun.get().stream()).collect(Collectors.toSet());
  }

  /// To IAM names that differ in the case of letters alone are one, and it finds none but the one
  /// that is written as it was made.
  private static Map<String, String> otherCase(List<ListedRole> listed, Set<String> wanted) {
    var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    listed.forEach(role -> names.put(role.name(), role.name()));
    var otherCase = new HashMap<String, String>();
    for (var name : wanted) {
      var there = names.get(name);
      if (there != null && !there.equals(name)) {
        otherCase.put(name, there);
      }
    }
    return otherCase;
  }

  /// IAM lists providers by ARN alone; only each of them by itself has its tags.
  private static List<BoundedExecutor.Begun<Optional<OidcProvider>>> begun(
      AwsPorts doors,
      List<ProviderArn> all,
      Optional<ProviderArn> existing,
      BoundedExecutor lanes) {
    return all.stream()
        .filter(arn -> existing.filter(arn::equals).isEmpty())
        .map(arn -> lanes.begin(() -> doors.providers().find(arn)))
        .toList();
  }

  private static List<CurrentState.Former> former(
      ChainOwner owner,
      List<BoundedExecutor.Begun<Optional<OidcProvider>>> others,
      List<ListedRole> listed) {
    return others.stream()
        .flatMap(begun -> begun.get().stream())
        .filter(provider -> owner.marked(provider.tags()))
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

  private static Map<String, Set<String>> takers(
      Optional<OidcProvider> provider, Manifest manifest, List<ListedRole> listed) {
    var takers = new HashMap<String, Set<String>>();
    if (provider.isPresent() && manifest.provider().isPresent()) {
      var named = manifest.provider().get().audiences();
      for (var audience : provider.get().audiences()) {
        if (!named.contains(audience)) {
          takers.put(audience, names(listed, role -> role.mayTake(provider.get().arn(), audience)));
        }
      }
    }
    return takers;
  }

  private static ProviderArn future(AwsPorts doors, IssuerUrl issuer) {
    var account = doors.account().find();
    return ProviderArn.of(account.partition(), account.id(), issuer);
  }

  private static Map<String, RoleState> roles(
      AwsPorts doors,
      ChainOwner owner,
      Set<String> wanted,
      Set<String> candidates,
      BoundedExecutor lanes) {
    var names = new HashSet<>(wanted);
    names.addAll(candidates);
    var reading = new ArrayList<BoundedExecutor.Begun<Optional<RoleState>>>();
    for (var name : names) {
      reading.add(
          lanes.begin(() ->
              doors
                  .roles()
                  .find(name)
                  .filter(role -> wanted.contains(name) || owner.made(role))
                  .map(role -> state(doors, role))));
    }
    var roles = new HashMap<String, RoleState>();
    reading.forEach(begun -> begun.get().ifPresent(state -> roles.put(state.role().name(), state)));
    return roles;
  }

  private static RoleState state(AwsPorts doors, Role role) {
    var inline = new HashMap<String, Json>();
    for (var name : doors.roles().inlinePolicies(role.name())) {
      doors
          .roles()
          .inlinePolicy(role.name(), name)
          .ifPresent(text -> inline.put(name, JsonText.parse(text, "the inline policy " + name)));
    }
    return RoleState.of(role, doors.roles().attachedPolicies(role.name()), inline);
  }

  /// Asks for the account's quota only where the usual one may not do.
  private static int quota(AwsPorts doors, Manifest manifest) {
    return manifest.roles().stream().mapToInt(ReadCurrentState::length).max().orElse(0)
            > USUAL_QUOTA / 2
        ? doors.roles().trustPolicyQuota().orElse(USUAL_QUOTA)
        : USUAL_QUOTA;
  }

  private static int length(ManifestRole role) {
    return role.subjects().stream().mapToInt(subject -> subject.text().length() + 3).sum();
  }
}
