package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestProvider;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.AdditionalAttributes;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.EntryOwner;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.RegistrationEntries;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.RoleName;
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

/// Makes a chain of what there is: the entries, the issuer's provider, and the roles that let in
/// the IDs of these entries. A plan of it has nothing to do; what a chain cannot say is told.
public final class ImportChain {
  private static final String AGENTS = "/spire/agent/";

  private final RegistrationEntries entries;
  private final EntryOwner owner;
  private final Optional<AwsPorts> aws;

  /// @param owner whose entries are left out
  /// @param aws empty where no issuer is named
  public ImportChain(RegistrationEntries entries, EntryOwner owner, Optional<AwsPorts> aws) {
    this.entries = entries;
    this.owner = owner;
    this.aws = aws;
  }

  /// @param notes what there is and a chain cannot say, a line each
  public record Result(Manifest manifest, List<String> notes) {
    public Result {
      notes = List.copyOf(notes);
    }
  }

  /// @throws ProblemException missing, where there is no entry to make a chain of
  ///
  /// @param named the chain's name; where empty, that of the chain that made all that any made
  public Result run(Optional<IssuerUrl> issuer, Optional<String> named) {
    var notes = new ArrayList<String>();
    var found = found(notes);
    if (found.isEmpty()) {
      throw ProblemException.missing(
          "no-entries",
          "the SPIRE server has no entries for workloads",
          "write a chain by hand: see docs/chain.md");
    }
    var trustDomain = found.getFirst().spiffeId().trustDomain();
    var existing = aws.flatMap(doors -> issuer.flatMap(doors.providers()::ofIssuer));
    var provider = existing.flatMap(arn -> aws.flatMap(doors -> doors.providers().find(arn)));
    if (issuer.isPresent() && provider.isEmpty()) {
      notes.add("the account has no OIDC provider for " + issuer.get() + ", so there are no roles");
    }
    if (provider.filter(there -> there.audiences().isEmpty()).isPresent()) {
      notes.add(
          "the OIDC provider of "
              + provider.get().url()
              + " takes no audience, so no role lets anybody in");
      provider = Optional.empty();
    }
    return run(issuer, named, trustDomain, provider, found, notes);
  }

  private Result run(
      Optional<IssuerUrl> issuer,
      Optional<String> named,
      String trustDomain,
      Optional<OidcProvider> provider,
      List<RegistrationEntry> found,
      List<String> notes) {
    var roles = aws.flatMap(doors -> provider.map(there -> roles(doors, there, found, notes)));
    var name = named.orElseGet(() -> name(trustDomain, provider, found, notes));
    return new Result(
        manifest(name, trustDomain, provider.flatMap(_ -> issuer), provider, found, roles, notes),
        notes);
  }

  /// What a chain of another name has made, this one would leave alone.
  private static String name(
      String trustDomain,
      Optional<OidcProvider> provider,
      List<RegistrationEntry> found,
      List<String> notes) {
    var names = new TreeSet<String>();
    found.forEach(entry -> ChainOwner.nameOf(entry).ifPresent(names::add));
    provider.flatMap(there -> ChainOwner.nameOf(trustDomain, there.tags())).ifPresent(names::add);
    if (names.size() == 1) {
      var name = names.getFirst();
      if (!name.equals(Manifest.DEFAULT_NAME)) {
        notes.add("the chain " + name + " made some of it, so that is the name");
      }
      return name;
    }
    if (!names.isEmpty()) {
      notes.add(
          "the chains %s made some of it each: choose one with --name, and what the others made is left alone"
              .formatted(String.join(", ", names)));
    }
    return Manifest.DEFAULT_NAME;
  }

  private static Manifest manifest(
      String name,
      String trustDomain,
      Optional<IssuerUrl> issuer,
      Optional<OidcProvider> provider,
      List<RegistrationEntry> found,
      Optional<List<ManifestRole>> roles,
      List<String> notes) {
    return new Manifest(
        name,
        trustDomain,
        issuer,
        provider.map(there -> new ManifestProvider(there.audiences(), List.of(), Map.of())),
        workloads(found, roles.orElse(List.of()), notes),
        roles.orElse(List.of()));
  }

  private List<RegistrationEntry> found(List<String> notes) {
    var found = new ArrayList<RegistrationEntry>();
    entries.list(
        EntryFilter.ALL,
        entry -> {
          if (owner.foreign(entry.id())) {
            return;
          }
          if (ofOneAgent(entry)) {
            notes.add(entry.spiffeId() + " is the alias of one agent, and goes with it");
          } else {
            unsayable(entry, notes);
            found.add(entry);
          }
        });
    found.sort(
        Comparator.comparing(RegistrationEntry::spiffeId)
            .thenComparing(entry -> entry.key().toString()));
    return found;
  }

  private static boolean ofOneAgent(RegistrationEntry entry) {
    return NodeAlias.is(entry) && entry.parentId().path().startsWith(AGENTS);
  }

  private static void unsayable(RegistrationEntry entry, List<String> notes) {
    if (!entry.settings().additionalAttributes().equals(AdditionalAttributes.NONE)) {
      notes.add(entry.spiffeId() + " has additional attributes, which a chain cannot say");
    }
  }

  private static List<ManifestRole> roles(
      AwsPorts doors, OidcProvider provider, List<RegistrationEntry> found, List<String> notes) {
    var ids = new TreeSet<String>();
    found.forEach(entry -> ids.add(entry.spiffeId().toString()));
    var imported = new ImportRoles(doors.roles(), provider, ids, notes);
    return new TreeSet<>(doors.roles().trusting(provider.arn()))
        .stream().flatMap(name -> imported.of(name).stream()).toList();
  }

  /// Puts the roles of an ID under its entries, one under each; what is left over is told.
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
                "%s may assume %s besides %s, and a workload has one role"
                    .formatted(id, name, last.get(id)))));
    return workloads;
  }
}
