package io.spiffeaws.chain.manifest;

import io.spiffeaws.aws.RegionName;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.S3Access;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.yaml.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// Collects workloads, and the roles that they share. Not thread-safe.
final class ManifestBuilder {
  private final Position at;
  private final Optional<IssuerUrl> issuer;
  private final Optional<ManifestProvider> provider;
  private final RoleWayRules ways;
  private final RoleSettings defaults;
  private final List<Workload> workloads = new ArrayList<>();
  private final Map<EntryKey, Position> positions = new HashMap<>();
  private final Map<RoleName, Collected> roles = new LinkedHashMap<>();
  private final Map<String, RoleReader.Named> spelling = new HashMap<>();

  /// A role as collected so far.
  private static final class Collected {
    private final SequencedSet<Subject> subjects = new LinkedHashSet<>();
    private RoleSettings settings = RoleSettings.NONE;
    private Position settingsAt;

    Collected(Position at) {
      this.settingsAt = at;
    }
  }

  /// @param at position of the profile of IAM Roles Anywhere
  /// @param provider whose first audience is the default of roles
  ManifestBuilder(
      Position at,
      Optional<IssuerUrl> issuer,
      Optional<ManifestProvider> provider,
      Optional<ManifestRolesAnywhere> rolesAnywhere,
      RoleSettings defaults) {
    this.at = at;
    this.issuer = issuer;
    this.provider = provider;
    this.ways = new RoleWayRules(issuer, rolesAnywhere);
    this.defaults = defaults;
  }

  void add(WorkloadReader.Read read) {
    var workload = read.workload();
    var earlier = positions.putIfAbsent(workload.key(), workload.at());
    if (earlier != null) {
      throw workload
          .at()
          .fault(
              "%s with the same parent and selectors is also at %s"
                  .formatted(workload.spiffeId(), earlier),
              "remove one of them: a SPIRE server treats them as the same entry");
    }
    workloads.add(workload);
    read.role().ifPresent(role -> add(role, new Subject(workload.spiffeId().toString())));
  }

  private void add(RoleReader.Named role, Subject subject) {
    ways.checkSource(role.at());
    checkCase(role);
    var collected = roles.computeIfAbsent(role.name(), _ -> new Collected(role.at()));
    collected.subjects.add(subject);
    if (role.settings().equals(RoleSettings.NONE)) {
      return;
    }
    if (collected.settings.equals(RoleSettings.NONE)) {
      collected.settings = role.settings();
      collected.settingsAt = role.at();
    } else if (!collected.settings.equals(role.settings())) {
      throw role.at()
          .fault(
              "role %s has different settings at %s".formatted(role.name(), collected.settingsAt),
              "write its settings in one place, and only its name in the others");
    }
  }

  /// Requires one spelling of a role's name: IAM ignores case in role names (IAM User Guide, "IAM
  /// and AWS STS quotas").
  private void checkCase(RoleReader.Named role) {
    var spelled = spelling.putIfAbsent(role.name().text().toLowerCase(Locale.ROOT), role);
    if (spelled != null && !spelled.name().equals(role.name())) {
      throw role.at()
          .fault(
              "role %s differs only in case from role %s at %s, and IAM ignores case in role names"
                  .formatted(role.name(), spelled.name(), spelled.at()),
              "use the same spelling in both places, or another name");
    }
  }

  Manifest build(String name, String trustDomain) {
    var built = new ArrayList<ManifestRole>();
    roles.forEach((role, collected) -> built.add(role(role, collected)));
    ways.checkProfile(built, at);
    return new Manifest(
        name, trustDomain, issuer, provider, ways.rolesAnywhere(), workloads, built);
  }

  private ManifestRole role(RoleName name, Collected collected) {
    var merged = collected.settings.over(defaults);
    var own = ways.of(name, collected.settings, merged, collected.settingsAt);
    var settings = own.contains(RoleWay.WEB_IDENTITY) ? merged : merged.withoutTokens();
    var audience = settings.audience().orElseGet(this::defaultAudience);
    if (provider.filter(there -> !there.audiences().contains(audience)).isPresent()) {
      throw collected.settingsAt.expected(
          "an audience of the provider: one of " + String.join(", ", provider.get().audiences()),
          "\"" + audience + "\" for role " + name,
          "add it to the provider's audiences");
    }
    var tags = settings.tags().size();
    if (tags > AwsRules.MAX_NAMED_TAGS) {
      throw collected.settingsAt.expected(
          "at most %d tags, including those in defaults".formatted(AwsRules.MAX_NAMED_TAGS),
          tags + " for role " + name);
    }
    checkS3(settings, collected.settingsAt);
    var role = new ManifestRole(name, List.copyOf(collected.subjects), audience, own, settings);
    ways.check(role, collected.settingsAt);
    try {
      role.request(issuer.orElse(ManifestRole.NO_ISSUER), Map.of());
    } catch (ProblemException e) {
      throw collected.settingsAt.fault(e.problem().message(), e.problem().hint());
    }
    return role;
  }

  /// Requires that no two different policies have the same name, since one would silently replace
  /// the other.
  private static void checkS3(RoleSettings settings, Position at) {
    var documents = settings.inlinePolicies().orElse(Map.of());
    for (var access : settings.s3().orElse(List.of())) {
      var document = documents.get(access.policyName());
      if (document != null && !means(document, access)) {
        throw at.fault(
            "the inline policy %s differs from the one of the same name that s3 creates for %s"
                .formatted(access.policyName(), access.text()),
            "give the inline policy another name, or remove one of the two");
      }
    }
  }

  /// Whether the document is equivalent to the policy in any partition. The account's partition is
  /// unknown here.
  private static boolean means(String document, S3Access access) {
    var json = JsonText.parse(document, "the inline policy");
    return RegionName.partitions()
        .anyMatch(partition ->
            PolicyEquivalence.same(
                json, JsonText.parse(access.policy(partition), "the inline policy")));
  }

  private String defaultAudience() {
    return provider
        .map(there -> there.audiences().getFirst())
        .orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }
}
