package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.AdditionalAttributes;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntryRules;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.yaml.Position;
import io.spiffeaws.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Reads a workload after its templates are filled in.
final class WorkloadReader {
  static final List<String> NAMES =
      List.of(
          "for_each",
          "id",
          "parent_id",
          "selectors",
          "x509_svid_ttl",
          "jwt_svid_ttl",
          "hint",
          "dns_names",
          "federates_with",
          "expires_at",
          "admin",
          "downstream",
          "store_svid",
          "role");

  /// The hint for a workload without a parent. It contains no value of a file.
  static final String NO_PARENT =
      "add defaults: {parent_id: ID}; to find the ID of the node, run: spiffe-aws entry list";

  private final String trustDomain;
  private final Defaults defaults;
  private final RoleReader roles;

  /// The defaults of workloads.
  record Defaults(
      Optional<SpiffeId> parentId,
      Optional<Duration> x509SvidTtl,
      Optional<Duration> jwtSvidTtl,
      RoleSettings role) {
    static final Defaults NONE =
        new Defaults(Optional.empty(), Optional.empty(), Optional.empty(), RoleSettings.NONE);
  }

  /// A workload, and its role as written there.
  record Read(Workload workload, Optional<RoleReader.Named> role) {}

  WorkloadReader(String trustDomain, Defaults defaults, RoleReader roles) {
    this.trustDomain = trustDomain;
    this.defaults = defaults;
    this.roles = roles;
  }

  /// The members of a workload before its templates are filled in.
  static MappingReader members(YamlNode node) {
    return new MappingReader(node, "a workload such as {id: /s3-app, selectors: [...]}", NAMES);
  }

  Read read(YamlNode node) {
    var members = members(node);
    var id = id(members.required("id", "id, the SPIFFE ID"), trustDomain);
    var parent =
        members
            .get("parent_id")
            .map(text -> id(text, trustDomain))
            .or(defaults::parentId)
            .orElseThrow(
                () -> members.at().expected("parent_id, here or in defaults", "none", NO_PARENT));
    members.required("selectors", "selectors, such as [\"unix:uid:1000\"]");
    var selectors =
        members.list(
            "selectors",
            "a list of selectors",
            "a selector such as unix:uid:1000 or k8s:sa:reports",
            Selector::parse);
    var role = members.given("role", RoleReader.FORM).map(roles::named);
    var key = new EntryKey(id, parent, selectors);
    var settings = settings(members);
    check(members.at(), RegistrationEntry.of(key, settings));
    return new Read(
        new Workload(key, settings, role.map(RoleReader.Named::name), members.at()), role);
  }

  /// Reads a SPIFFE ID, in full or as its path in the chain's trust domain.
  static SpiffeId id(YamlNode node, String trustDomain) {
    var id =
        MappingReader.parsed(
            node,
            "a SPIFFE ID, or its path below spiffe://" + trustDomain,
            text -> text.startsWith("/") ? new SpiffeId(trustDomain, text) : SpiffeId.parse(text));
    if (!id.trustDomain().equals(trustDomain)) {
      throw node.at()
          .expected(
              "an ID in the trust domain " + trustDomain,
              "\"" + id + "\"",
              "correct this ID, or trust_domain of the chain");
    }
    return id;
  }

  private EntrySettings settings(MappingReader members) {
    return new EntrySettings(
        seconds(members, "x509_svid_ttl", defaults.x509SvidTtl()),
        seconds(members, "jwt_svid_ttl", defaults.jwtSvidTtl()),
        members.text("hint").orElse(""),
        distinct(members.list("dns_names", "a list of DNS names", "a DNS name", name -> name)),
        distinct(
            members.list(
                "federates_with",
                "a list of trust domains",
                "a trust domain",
                WorkloadReader::federated)),
        members.parsed("expires_at", "a time such as 2027-01-31T00:00:00Z", WorkloadReader::time),
        members.flag("admin"),
        members.flag("downstream"),
        members.flag("store_svid"),
        AdditionalAttributes.NONE);
  }

  private static int seconds(MappingReader members, String name, Optional<Duration> otherwise) {
    var seconds = members.duration(name).or(() -> otherwise).orElse(Duration.ZERO).toSeconds();
    if (seconds > Integer.MAX_VALUE) {
      throw members.required(name, name).expected("a duration of at most 68 years");
    }
    return (int) seconds;
  }

  /// Removes duplicates, as the server does: otherwise the entry would always differ from the
  /// chain.
  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }

  private static String federated(String text) {
    return text.startsWith("spiffe://") ? text.substring("spiffe://".length()) : text;
  }

  private static Instant time(String text) {
    try {
      var time = Instant.parse(text);
      if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
        throw ProblemException.malformed(
            "malformed-time", "a SPIRE server stores whole seconds", "");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw ProblemException.malformed("malformed-time", "it is not a time (RFC 3339)", "");
    }
  }

  private static void check(Position at, RegistrationEntry entry) {
    try {
      EntryRules.check(entry);
    } catch (ProblemException e) {
      throw at.fault(e.problem().message(), e.problem().hint());
    }
  }
}
