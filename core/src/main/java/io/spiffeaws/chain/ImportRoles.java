package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.RoleSettings;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Converts IAM roles to roles of a chain.
final class ImportRoles {
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private final Roles roles;
  private final OidcProvider provider;
  private final Set<String> ids;
  private final List<String> notes;

  /// @param ids those that have an entry
  /// @param notes receives what a chain cannot express
  ImportRoles(Roles roles, OidcProvider provider, Set<String> ids, List<String> notes) {
    this.roles = roles;
    this.provider = provider;
    this.ids = ids;
    this.notes = notes;
  }

  /// The role as a chain has it; empty if no ID that has an entry is known to be allowed.
  Optional<ManifestRole> of(String name) {
    return roles.find(name).flatMap(this::of);
  }

  private Optional<ManifestRole> of(Role role) {
    var listed = listed(role);
    SubjectEditor.open(role.trust())
        .forEach(open -> notes.add("role " + role.name() + ": " + open));
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    var audience = audience(role, listed);
    var subjects = new ArrayList<Subject>();
    for (var id : listed) {
      if (decide(role, id, audience).allowed()) {
        subjects.add(new Subject(id));
      } else {
        notes.add(notAllowed(role, id, audience));
      }
    }
    otherAudiences(role, audience);
    return subjects.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ManifestRole(
                new RoleName(role.name()),
                subjects,
                audience,
                Set.of(RoleWay.WEB_IDENTITY),
                settings(role)));
  }

  /// The IDs in its trust policy that have an entry; the others are reported.
  private Set<String> listed(Role role) {
    var listed = new LinkedHashSet<String>();
    for (var subject : SubjectEditor.subs(role.trust())) {
      if (!subject.provider().equals(provider.arn().text())) {
        continue;
      }
      if (ids.contains(subject.sub())) {
        listed.add(subject.sub());
      } else {
        notes.add(withoutEntry(role, subject));
      }
    }
    return listed;
  }

  /// The audience that allows most of the IDs: a role of a chain has only one.
  private String audience(Role role, Set<String> listed) {
    return provider.audiences().stream()
        .max(
            Comparator.comparingLong(audience ->
                listed.stream().filter(id -> decide(role, id, audience).allowed()).count()))
        .orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }

  private TrustDecision decide(Role role, String id, String audience) {
    return TrustDecision.decide(
        role.trust(),
        new WebIdentity(provider.arn().text(), provider.arn().hostPath(), id, audience));
  }

  private String notAllowed(Role role, String id, String audience) {
    return "role %s is not known to allow %s with the audience %s, which a chain cannot express: %s"
        .formatted(
            role.name(), id, audience, String.join("; ", decide(role, id, audience).reasons()));
  }

  private void otherAudiences(Role role, String audience) {
    SubjectEditor.subs(role.trust()).stream()
        .filter(subject -> subject.provider().equals(provider.arn().text()))
        .flatMap(subject -> subject.audiences().stream())
        .filter(other -> !other.equals(audience))
        .distinct()
        .forEach(other ->
            notes.add(
                "role %s accepts the audience %s in addition to %s, but a role of a chain has only one"
                    .formatted(role.name(), other, audience)));
  }

  private static String withoutEntry(Role role, ListedSubject subject) {
    return "role %s allows %s, which has no registration entry"
        .formatted(role.name(), subject.sub());
  }

  private RoleSettings settings(Role role) {
    return new RoleSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.of(roles.attachedPolicies(role.name())),
        Optional.of(documents(role.name())),
        Optional.empty(),
        Optional.of(role.maxSession()).filter(max -> !max.equals(USUAL_SESSION)),
        Optional.of(role.path()).filter(path -> !path.equals("/")),
        role.boundary(),
        tags(role),
        Optional.of(SessionTagging.allowedBy(role.trust(), provider.arn().text())));
  }

  private Map<String, String> documents(String role) {
    var documents = new LinkedHashMap<String, String>();
    for (var name : roles.inlinePolicies(role)) {
      roles.inlinePolicy(role, name).ifPresent(text -> documents.put(name, text));
    }
    return documents;
  }

  private static Map<String, String> tags(Role role) {
    var tags = new HashMap<>(role.tags());
    tags.keySet()
        .removeIf(key ->
            key.equals(Role.MANAGED_TAG) || key.equals(ChainOwner.TAG) || key.startsWith("aws:"));
    return tags;
  }
}
