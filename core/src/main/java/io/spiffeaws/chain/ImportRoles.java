package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.RoleSettings;
import io.spiffeaws.trust.ProviderArn;
import io.spiffeaws.trust.Role;
import io.spiffeaws.trust.RoleName;
import io.spiffeaws.trust.Roles;
import io.spiffeaws.trust.SessionTagging;
import io.spiffeaws.trust.SubjectEditor;
import io.spiffeaws.trust.TrustSubject;
import io.spiffeaws.trust.TrustTarget;
import io.spiffeaws.trust.TrustedSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Roles as a chain has them.
final class ImportRoles {
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private final Roles roles;
  private final ProviderArn provider;
  private final Set<String> ids;
  private final List<String> notes;

  /// @param ids those that have an entry
  /// @param notes is told what a chain cannot say
  ImportRoles(Roles roles, ProviderArn provider, Set<String> ids, List<String> notes) {
    this.roles = roles;
    this.provider = provider;
    this.ids = ids;
    this.notes = notes;
  }

  /// Empty where it lets in nobody who has an entry.
  Optional<ManifestRole> of(String name) {
    return roles.find(name).flatMap(this::of);
  }

  private Optional<ManifestRole> of(Role role) {
    var subjects = new ArrayList<TrustSubject>();
    var audiences = new ArrayList<String>();
    for (var subject : SubjectEditor.subs(role.trust())) {
      if (!subject.provider().equals(provider.text())) {
        continue;
      }
      if (ids.contains(subject.sub())) {
        subjects.add(new TrustSubject(subject.sub()));
        audiences.addAll(subject.audiences());
      } else {
        notes.add(untold(role, subject));
      }
    }
    SubjectEditor.open(role.trust())
        .forEach(open -> notes.add("role " + role.name() + ": " + open));
    return subjects.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ManifestRole(
                new RoleName(role.name()),
                subjects.stream().distinct().toList(),
                audiences.isEmpty() ? TrustTarget.DEFAULT_AUDIENCE : audiences.getFirst(),
                settings(role)));
  }

  private static String untold(Role role, TrustedSubject subject) {
    return "role %s lets in %s, for which there is no entry".formatted(role.name(), subject.sub());
  }

  private RoleSettings settings(Role role) {
    return new RoleSettings(
        Optional.empty(),
        roles.attachedPolicies(role.name()),
        documents(role.name()),
        List.of(),
        Optional.of(role.maxSession()).filter(max -> !max.equals(USUAL_SESSION)),
        Optional.of(role.path()).filter(path -> !path.equals("/")),
        role.boundary(),
        tags(role),
        SessionTagging.allowedBy(role.trust(), provider.text()));
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
        .removeIf(
            key -> key.equals(Role.MARK) || key.equals(ChainOwner.TAG) || key.startsWith("aws:"));
    return tags;
  }
}
