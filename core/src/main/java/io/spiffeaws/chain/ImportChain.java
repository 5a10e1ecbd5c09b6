package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestProvider;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.spire.AdditionalAttributes;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.EntryOwner;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.RegistrationEntries;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.provider.ProviderLookup;
import io.spiffeaws.yaml.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Creates a chain from the current state: the entries, the issuer's provider, and the roles that
/// these entries' IDs may assume. A plan of this chain has no changes. Whatever a chain cannot
/// express is reported.
public final class ImportChain {
  private static final String AGENTS = "/spire/agent/";

  private final RegistrationEntries entries;
  private final EntryOwner owner;
  private final Optional<AwsPorts> aws;

  /// @param owner whose entries are skipped
  /// @param aws empty if neither an issuer nor a trust anchor is specified
  public ImportChain(RegistrationEntries entries, EntryOwner owner, Optional<AwsPorts> aws) {
    this.entries = entries;
    this.owner = owner;
    this.aws = aws;
  }

  /// The imported chain.
  ///
  /// @param notes what exists and a chain cannot express, a line each
  public record Result(Manifest manifest, List<String> notes) {
    public Result {
      notes = List.copyOf(notes);
    }
  }

  /// Imports the chain.
  ///
  /// @param target the trust anchor and the profile to import
  /// @param named the chain's name; if empty, the name of the only chain that manages any of the
  ///   resources
  /// @throws ProblemException missing, if there is no entry to import
  public Result run(
      Optional<IssuerUrl> issuer, Optional<RolesAnywhereTarget> target, Optional<String> named) {
    var notes = new ArrayList<String>();
    var found = found(notes);
    if (found.isEmpty()) {
      throw ProblemException.missing(
          "no-entries",
          "the SPIRE server has no entries for workloads",
          "write a chain by hand: see docs/chain.md");
    }
    var trustDomain = found.getFirst().spiffeId().trustDomain();
    var existing = aws.flatMap(ports -> issuer.flatMap(ports.providers()::ofIssuer));
    var provider = existing.flatMap(arn -> aws.flatMap(ports -> ports.providers().find(arn)));
    if (issuer.isPresent() && provider.isEmpty()) {
      aws.ifPresent(ports -> ProviderLookup.checkSpelling(issuer.get(), ports.providers()));
      notes.add("the account has no OIDC provider for " + issuer.get() + ", so there are no roles");
    }
    if (provider.filter(there -> there.audiences().isEmpty()).isPresent()) {
      notes.add(
          "the OIDC provider of "
              + provider.get().url()
              + " accepts no audience, so no ID may assume a role");
      provider = Optional.empty();
    }
    var anywhere = target.map(this::read);
    anywhere.ifPresent(it -> notes.addAll(it.notes()));
    return run(issuer, named, trustDomain, provider, anywhere, found, notes);
  }

  private ImportedRolesAnywhere read(RolesAnywhereTarget target) {
    return ImportedRolesAnywhere.read(
        aws.flatMap(AwsPorts::rolesAnywhere).orElseThrow(ReadOptionalRolesAnywhere::noRegion),
        target);
  }

  private Result run(
      Optional<IssuerUrl> issuer,
      Optional<String> named,
      String trustDomain,
      Optional<OidcProvider> provider,
      Optional<ImportedRolesAnywhere> anywhere,
      List<RegistrationEntry> found,
      List<String> notes) {
    var roles = aws.map(ports -> roles(ports, provider, anywhere, found, notes));
    var name = named.orElseGet(() -> name(trustDomain, provider, anywhere, found, notes));
    return new Result(
        manifest(
            name,
            trustDomain,
            provider.flatMap(_ -> issuer),
            provider,
            anywhere,
            found,
            roles,
            notes),
        notes);
  }

  /// Chooses the name of the only chain that manages any resource: a chain with another name would
  /// not change it.
  private static String name(
      String trustDomain,
      Optional<OidcProvider> provider,
      Optional<ImportedRolesAnywhere> anywhere,
      List<RegistrationEntry> found,
      List<String> notes) {
    var names = new TreeSet<String>();
    found.forEach(entry -> ChainOwner.nameOf(entry).ifPresent(names::add));
    provider.flatMap(there -> ChainOwner.nameOf(trustDomain, there.tags())).ifPresent(names::add);
    anywhere
        .flatMap(there -> ChainOwner.nameOf(trustDomain, there.anchorTags()))
        .ifPresent(names::add);
    if (names.size() == 1) {
      var name = names.getFirst();
      if (!name.equals(Manifest.DEFAULT_NAME)) {
        notes.add(
            "some of the resources are managed by the chain " + name + ", so its name is used");
      }
      return name;
    }
    if (!names.isEmpty()) {
      notes.add(
          "several chains manage the resources: %s; specify one with --name; resources of the other chains are not changed"
              .formatted(String.join(", ", names)));
    }
    return Manifest.DEFAULT_NAME;
  }

  private static Manifest manifest(
      String name,
      String trustDomain,
      Optional<IssuerUrl> issuer,
      Optional<OidcProvider> provider,
      Optional<ImportedRolesAnywhere> anywhere,
      List<RegistrationEntry> found,
      Optional<List<ManifestRole>> roles,
      List<String> notes) {
    return new Manifest(
        name,
        trustDomain,
        issuer,
        provider.map(there -> new ManifestProvider(there.audiences(), List.of(), Map.of())),
        anywhere.map(ImportedRolesAnywhere::block),
        workloads(found, roles.orElse(List.of()), notes),
        roles.orElse(List.of()));
  }

  private List<RegistrationEntry> found(List<String> notes) {
    var found = new ArrayList<RegistrationEntry>();
    entries.list(
        EntryFilter.ALL,
        entry -> {
          if (owner.isForeign(entry.id())) {
            return;
          }
          if (isAgentAlias(entry)) {
            notes.add(entry.spiffeId() + " is the alias of one agent and is not imported");
          } else {
            noteInexpressible(entry, notes);
            found.add(entry);
          }
        });
    found.sort(
        Comparator.comparing(RegistrationEntry::spiffeId)
            .thenComparing(entry -> entry.key().toString()));
    return found;
  }

  private static boolean isAgentAlias(RegistrationEntry entry) {
    return NodeAlias.is(entry) && entry.parentId().path().startsWith(AGENTS);
  }

  private static void noteInexpressible(RegistrationEntry entry, List<String> notes) {
    if (!entry.settings().additionalAttributes().equals(AdditionalAttributes.NONE)) {
      notes.add(entry.spiffeId() + " has additional attributes, which a chain cannot express");
    }
  }

  private static List<ManifestRole> roles(
      AwsPorts ports,
      Optional<OidcProvider> provider,
      Optional<ImportedRolesAnywhere> anywhere,
      List<RegistrationEntry> found,
      List<String> notes) {
    var ids = new TreeSet<String>();
    found.forEach(entry -> ids.add(entry.spiffeId().toString()));
    var imported = new ImportRoles(ports.roles(), provider, anywhere, ids, notes);
    var names = new TreeSet<String>();
    provider.ifPresent(there -> names.addAll(ports.roles().trusting(there.arn())));
    anywhere.ifPresent(there -> names.addAll(there.roles()));
    return names.stream().flatMap(name -> imported.of(name).stream()).toList();
  }

  /// Assigns the roles of an ID to its entries, one role to each entry, and reports the remaining
  /// roles.
  private static List<Workload> workloads(
      List<RegistrationEntry> found, List<ManifestRole> roles, List<String> notes) {
    var left = new TreeMap<String, Deque<RoleName>>();
    for (var role : roles) {
      for (var subject : role.subjects()) {
        left.computeIfAbsent(subject.text(), _ -> new ArrayDeque<>()).add(role.name());
      }
    }
    var last = new HashMap<String, RoleName>();
    var workloads = new ArrayList<Workload>();
    for (var entry : found) {
      var id = entry.spiffeId().toString();
      Optional.ofNullable(left.getOrDefault(id, new ArrayDeque<>()).poll())
          .ifPresent(role -> last.put(id, role));
      workloads.add(
          new Workload(
              entry.key(),
              entry.settings(),
              Optional.ofNullable(last.get(id)),
              new Position("SPIRE", ManifestReader.MALFORMED, 1, 1)));
    }
    left.forEach((id, names) ->
        names.forEach(name ->
            notes.add(
                "%s may assume %s in addition to %s, but a workload has only one role"
                    .formatted(id, name, last.get(id)))));
    return workloads;
  }
}
