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

/// Gathers workloads, and the roles that they share.
final class ManifestBuilder {
  private final Optional<IssuerUrl> issuer;
  private final Optional<ManifestProvider> provider;
  private final RoleSettings defaults;
  private final List<Workload> workloads = new ArrayList<>();
  private final Map<EntryKey, Position> places = new HashMap<>();
  private final Map<RoleName, Gathered> roles = new LinkedHashMap<>();
  private final Map<String, RoleReader.Named> spelling = new HashMap<>();

  /// A role so far.
  private static final class Gathered {
    private final SequencedSet<Subject> subjects = new LinkedHashSet<>();
    private RoleSettings settings = RoleSettings.NONE;
    private Position settled;

    Gathered(Position at) {
      this.settled = at;
    }
  }

  /// @param provider whose first audience is that of roles that name none
  ManifestBuilder(
      Optional<IssuerUrl> issuer, Optional<ManifestProvider> provider, RoleSettings defaults) {
    this.issuer = issuer;
    this.provider = provider;
    this.defaults = defaults;
  }

  void add(WorkloadReader.Read read) {
    var workload = read.workload();
    var earlier = places.putIfAbsent(workload.key(), workload.at());
    if (earlier != null) {
      throw workload
          .at()
          .fault(
              "%s with the same parent and selectors stands at %s too"
                  .formatted(workload.spiffeId(), earlier),
              "leave one of them, since to a SPIRE server they are the same entry");
    }
    workloads.add(workload);
    read.role().ifPresent(role -> add(role, new Subject(workload.spiffeId().toString())));
  }

  private void add(RoleReader.Named role, Subject subject) {
    if (issuer.isEmpty()) {
      throw role.at().expected("an issuer at the top, since there is a role", "none");
    }
    checkCase(role);
    var gathered = roles.computeIfAbsent(role.name(), _ -> new Gathered(role.at()));
    gathered.subjects.add(subject);
    if (role.settings().equals(RoleSettings.NONE)) {
      return;
    }
    if (gathered.settings.equals(RoleSettings.NONE)) {
      gathered.settings = role.settings();
      gathered.settled = role.at();
    } else if (!gathered.settings.equals(role.settings())) {
      throw role.at()
          .fault(
              "role %s is not the same as at %s".formatted(role.name(), gathered.settled),
              "say what it has in one place, and only its name in the others");
    }
  }

  /// To IAM they are one name (IAM User Guide, "IAM and AWS STS quotas").
  private void checkCase(RoleReader.Named role) {
    var spelled = spelling.putIfAbsent(role.name().text().toLowerCase(Locale.ROOT), role);
    if (spelled != null && !spelled.name().equals(role.name())) {
      throw role.at()
          .fault(
              "role %s differs from %s at %s in the case of letters alone, and to IAM they are one"
                  .formatted(role.name(), spelled.name(), spelled.at()),
              "write it the same in both places, or take another name");
    }
  }

  Manifest build(String name, String trustDomain) {
    var built = new ArrayList<ManifestRole>();
    roles.forEach((role, gathered) -> built.add(role(role, gathered)));
    return new Manifest(name, trustDomain, issuer, provider, workloads, built);
  }

  private ManifestRole role(RoleName name, Gathered gathered) {
    var settings = gathered.settings.over(defaults);
    var audience = settings.audience().orElseGet(this::usualAudience);
    if (provider.filter(there -> !there.audiences().contains(audience)).isPresent()) {
      throw gathered.settled.expected(
          "an audience that the provider takes, one of "
              + String.join(", ", provider.get().audiences()),
          "\"" + audience + "\" for role " + name,
          "write it into the provider's audiences too");
    }
    var tags = settings.tags().size();
    if (tags > AwsRules.MAX_NAMED_TAGS) {
      throw gathered.settled.expected(
          "at most %d tags, those of defaults among them".formatted(AwsRules.MAX_NAMED_TAGS),
          tags + " for role " + name);
    }
    checkS3(settings, gathered.settled);
    var role = new ManifestRole(name, List.copyOf(gathered.subjects), audience, settings);
    try {
      issuer.ifPresent(url -> role.request(url, Map.of()));
    } catch (ProblemException e) {
      throw gathered.settled.fault(e.problem().message(), e.problem().hint());
    }
    return role;
  }

  /// Of two policies of one name only one can be, and the other would be lost without a word.
  private static void checkS3(RoleSettings settings, Position at) {
    var documents = settings.inlinePolicies().orElse(Map.of());
    for (var access : settings.s3().orElse(List.of())) {
      var document = documents.get(access.policyName());
      if (document != null && !means(document, access)) {
        throw at.fault(
            "the inline policy %s is not what s3 has by that name, %s"
                .formatted(access.policyName(), access.text()),
            "give the inline policy another name, or take one of the two out");
      }
    }
  }

  /// The partition is the account's, which is not known here.
  private static boolean means(String document, S3Access access) {
    var json = JsonText.parse(document, "the inline policy");
    return RegionName.partitions()
        .anyMatch(partition ->
            PolicyEquivalence.same(
                json, JsonText.parse(access.policy(partition), "the inline policy")));
  }

  private String usualAudience() {
    return provider
        .map(there -> there.audiences().getFirst())
        .orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }
}
