package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.RoleSettings;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
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
import java.util.EnumSet;
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
  private final Optional<OidcProvider> provider;
  private final Optional<ImportedRolesAnywhere> anywhere;
  private final Set<String> ids;
  private final List<String> notes;

  /// @param ids those that have an entry
  /// @param notes receives what a chain cannot express
  ImportRoles(
      Roles roles,
      Optional<OidcProvider> provider,
      Optional<ImportedRolesAnywhere> anywhere,
      Set<String> ids,
      List<String> notes) {
    this.roles = roles;
    this.provider = provider;
    this.anywhere = anywhere;
    this.ids = ids;
    this.notes = notes;
  }

  /// The role as a chain has it; empty if no ID that has an entry is known to be allowed.
  Optional<ManifestRole> of(String name) {
    return roles.find(name).flatMap(this::of);
  }

  private Optional<ManifestRole> of(Role role) {
    var certificates = anywhere.map(it -> it.allowed(role, ids, notes)).orElse(List.of());
    var tokens = provider.map(it -> tokens(role, it)).orElse(Tokens.NONE);
    var ways = EnumSet.noneOf(RoleWay.class);
    if (!tokens.ids().isEmpty()) {
      ways.add(RoleWay.WEB_IDENTITY);
    }
    if (!certificates.isEmpty()) {
      ways.add(RoleWay.ROLES_ANYWHERE);
    }
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    noteOtherAnchors(role);
    return Optional.of(role(role, tokens, certificates, ways));
  }

  /// Reports the trust anchors of the role that are not imported: a chain has only one.
  private void noteOtherAnchors(Role role) {
    for (var anchor : RolesAnywhereStatements.anchors(role.trust())) {
      if (anywhere.filter(there -> there.anchor().arn().equals(anchor)).isEmpty()) {
        notes.add(
            anywhere.isPresent()
                ? "role %s trusts the trust anchor %s too, but a chain has only one"
                    .formatted(role.name(), anchor)
                : "role %s trusts the trust anchor %s too, which is not imported; to import it, specify --trust-anchor-arn and --profile-arn"
                    .formatted(role.name(), anchor));
      }
    }
    if (anywhere.isEmpty()
        && RolesAnywhereStatements.trusted(role.trust())
        && RolesAnywhereStatements.anchors(role.trust()).isEmpty()) {
      notes.add(
          "role %s trusts IAM Roles Anywhere too, which is not imported".formatted(role.name()));
    }
  }

  /// The IDs that may assume a role with a token.
  private record Tokens(List<String> ids, String audience) {
    static final Tokens NONE = new Tokens(List.of(), ProviderAudience.DEFAULT_AUDIENCE);
  }

  private Tokens tokens(Role role, OidcProvider issuer) {
    var listed = listed(role, issuer);
    SubjectEditor.open(role.trust())
        .forEach(open -> notes.add("role " + role.name() + ": " + open));
    if (listed.isEmpty()) {
      return Tokens.NONE;
    }
    var audience = audience(role, issuer, listed);
    var allowed = new ArrayList<String>();
    for (var id : listed) {
      if (decide(role, issuer, id, audience).allowed()) {
        allowed.add(id);
      } else {
        notes.add(notAllowed(role, issuer, id, audience));
      }
    }
    otherAudiences(role, issuer, audience);
    return new Tokens(allowed, audience);
  }

  /// All IDs of a role of a chain have all its ways. An ID that has only one of two is reported.
  private ManifestRole role(
      Role role, Tokens tokens, List<String> certificates, EnumSet<RoleWay> ways) {
    var all = new LinkedHashSet<>(tokens.ids());
    all.addAll(certificates);
    var both = new LinkedHashSet<>(all);
    if (ways.size() > 1) {
      both.retainAll(tokens.ids());
      both.retainAll(certificates);
      if (both.isEmpty()) {
        ways.remove(RoleWay.ROLES_ANYWHERE);
        both.addAll(tokens.ids());
      }
    }
    all.removeAll(both);
    all.forEach(id ->
        notes.add(
            "%s may assume %s in another way than its other IDs, which a chain cannot express"
                .formatted(id, role.name())));
    return new ManifestRole(
        new RoleName(role.name()),
        both.stream().map(Subject::new).toList(),
        tokens.audience(),
        ways,
        settings(role, ways));
  }

  /// The IDs in its trust policy that have an entry; the others are reported.
  private Set<String> listed(Role role, OidcProvider issuer) {
    var listed = new LinkedHashSet<String>();
    for (var subject : SubjectEditor.subs(role.trust())) {
      if (!subject.provider().equals(issuer.arn().text())) {
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
  private static String audience(Role role, OidcProvider issuer, Set<String> listed) {
    return issuer.audiences().stream()
        .max(
            Comparator.comparingLong(audience ->
                listed.stream().filter(id -> decide(role, issuer, id, audience).allowed()).count()))
        .orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }

  private static TrustDecision decide(Role role, OidcProvider issuer, String id, String audience) {
    return TrustDecision.decide(
        role.trust(), new WebIdentity(issuer.arn().text(), issuer.arn().hostPath(), id, audience));
  }

  private static String notAllowed(Role role, OidcProvider issuer, String id, String audience) {
    return "role %s is not known to allow %s with the audience %s, which a chain cannot express: %s"
        .formatted(
            role.name(),
            id,
            audience,
            String.join("; ", decide(role, issuer, id, audience).reasons()));
  }

  private void otherAudiences(Role role, OidcProvider issuer, String audience) {
    SubjectEditor.subs(role.trust()).stream()
        .filter(subject -> subject.provider().equals(issuer.arn().text()))
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

  private RoleSettings settings(Role role, Set<RoleWay> ways) {
    return new RoleSettings(
        Optional.of(ways),
        Optional.empty(),
        Optional.of(roles.attachedPolicies(role.name())),
        Optional.of(documents(role.name())),
        Optional.empty(),
        Optional.of(role.maxSession()).filter(max -> !max.equals(USUAL_SESSION)),
        Optional.of(role.path()).filter(path -> !path.equals("/")),
        role.boundary(),
        tags(role),
        provider
            .filter(_ -> ways.contains(RoleWay.WEB_IDENTITY))
            .map(issuer -> SessionTagging.allowedBy(role.trust(), issuer.arn().text())));
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
