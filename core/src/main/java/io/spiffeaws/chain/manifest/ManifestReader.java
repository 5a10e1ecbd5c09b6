package io.spiffeaws.chain.manifest;

import io.spiffeaws.chain.manifest.WorkloadReader.Defaults;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.text.InvisibleCharacters;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.yaml.Position;
import io.spiffeaws.yaml.YamlNode;
import io.spiffeaws.yaml.YamlText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a chain from its file. All errors are found before anything is changed, and reported with
/// line, column and what was expected there. Contents of files that the chain refers to are not
/// quoted. Not thread-safe.
public final class ManifestReader {
  static final List<String> NAMES =
      List.of(
          "name", "trust_domain", "issuer", "provider", "roles_anywhere", "defaults", "workloads");

  private static final String FORM = "a chain, with trust_domain and workloads";

  /// Problem code of a chain that cannot be read.
  public static final String MALFORMED = "malformed-chain";

  /// (IAM, CreateOpenIDConnectProvider.)
  private static final int MAX_AUDIENCES = 100;

  private static final int MAX_THUMBPRINTS = 5;

  private final String file;
  private final ManifestFiles files;

  /// Whether values of files are filled in, which messages must not quote.
  private boolean hidesValues;

  /// @param file name of the file, for messages: `chain.yaml`
  /// @param files that the chain may refer to; each is read once
  public ManifestReader(String file, ManifestFiles files) {
    this.file = file;
    var read = new HashMap<String, String>();
    this.files = path -> read.computeIfAbsent(path, files::read);
  }

  /// Reads the chain.
  ///
  /// @param text YAML, which includes JSON
  /// @throws ProblemException malformed, as `chain.yaml:12:9: expected …, found …`
  public Manifest read(String text) {
    var document = visible(YamlText.document(file, MALFORMED, text));
    if (document instanceof YamlNode.Scalar scalar && !scalar.nothing()) {
      // the user may have specified any file by mistake, so its contents are not quoted
      throw document.at().expected(FORM, "text");
    }
    var root = new MappingReader(document, FORM, NAMES);
    var trustDomain =
        MappingReader.parsed(
            root.required("trust_domain", "trust_domain, such as example.org"),
            "a trust domain such as example.org",
            name -> new SpiffeId(name, "").trustDomain());
    var issuer = root.parsed("issuer", "an issuer such as https://HOST[/PATH]", IssuerUrl::parse);
    var provider = root.get("provider").map(node -> provider(node, issuer));
    var anywhere = root.given("roles_anywhere", RolesAnywhereReader.FORM);
    var roles = new RoleReader(files);
    var defaults =
        root.get("defaults")
            .map(node -> defaults(Template.fill(node, Map.of()), trustDomain, roles))
            .orElse(Defaults.NONE);
    var collected =
        new ManifestBuilder(
            anywhere.map(YamlNode::at).orElse(root.at()),
            issuer,
            provider,
            anywhere.map(RolesAnywhereReader::read),
            defaults.role());
    var name = name(root);
    var workloads = new WorkloadReader(trustDomain, defaults, roles);
    workloads(root).forEach(node -> repeat(node, workloads, collected));
    return built(collected, name, trustDomain);
  }

  /// Requires that no text has an invisible character, whatever its use; policies may have several
  /// lines.
  private static YamlNode visible(YamlNode node) {
    switch (node) {
      case YamlNode.Scalar scalar -> visible(scalar.at(), scalar.text());
      case YamlNode.Sequence(_, var items) -> items.forEach(ManifestReader::visible);
      case YamlNode.Mapping(_, var members) ->
          members.forEach(member -> {
            visible(member.name());
            visible(member.value());
          });
    }
    return node;
  }

  private static void visible(Position at, String text) {
    try {
      InvisibleCharacters.checkLines(text, "this text");
    } catch (ProblemException e) {
      throw at.fault(e.problem().message(), e.problem().hint());
    }
  }

  /// The workloads. A chain without any must say so explicitly, so that a truncated file deletes
  /// nothing.
  private static List<YamlNode> workloads(MappingReader root) {
    var what = "workloads (a list; [] for a chain without any)";
    if (root.given("workloads", what).isEmpty()) {
      throw root.at().expected(what, "none");
    }
    return root.items("workloads", "a list of workloads");
  }

  private static String name(MappingReader root) {
    return root.parsed(
            "name",
            "a name of 1 to 32 lower-case letters, digits and inner hyphens",
            text -> {
              if (!Manifest.isName(text)) {
                throw ProblemException.malformed("malformed-name", "it has other characters", "");
              }
              return text;
            })
        .orElse(Manifest.DEFAULT_NAME);
  }

  private static ManifestProvider provider(YamlNode node, Optional<IssuerUrl> issuer) {
    var members =
        new MappingReader(
            node,
            "a provider such as {audiences: [...]}",
            List.of("audiences", "thumbprints", "tags"));
    var url = issuer.orElseThrow(() -> node.at().expected("an issuer for the provider", "none"));
    if (url.hasPort()) {
      throw node.at()
          .expected(
              "an issuer without a port for the provider, since IAM accepts no port", url.text());
    }
    var audiences =
        members.list(
            "audiences",
            "a list of audiences",
            "an audience of 1 to 255 characters",
            AwsRules::audience);
    var thumbprints =
        members.list(
            "thumbprints",
            "a list of thumbprints",
            "40 hexadecimal digits",
            ManifestReader::thumbprint);
    return new ManifestProvider(
        audiences.isEmpty()
            ? List.of(ProviderAudience.DEFAULT_AUDIENCE)
            : atMost(MAX_AUDIENCES, members, "audiences", audiences),
        atMost(MAX_THUMBPRINTS, members, "thumbprints", thumbprints),
        members.tags("tags"));
  }

  private static List<String> atMost(
      int most, MappingReader members, String name, List<String> texts) {
    var distinct = distinct(texts);
    if (distinct.size() > most) {
      throw members
          .required(name, name)
          .at()
          .expected("at most " + most + " " + name, String.valueOf(distinct.size()));
    }
    return distinct;
  }

  private static String thumbprint(String text) {
    var plain = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (!plain.matches("[0-9a-f]{40}")) {
      throw ProblemException.malformed(
          "malformed-thumbprint", "IAM accepts only SHA-1 thumbprints", "");
    }
    return plain;
  }

  private static Defaults defaults(YamlNode node, String trustDomain, RoleReader roles) {
    var members =
        new MappingReader(
            node,
            "a mapping of defaults for workloads",
            List.of("parent_id", "x509_svid_ttl", "jwt_svid_ttl", "role"));
    return new Defaults(
        members.get("parent_id").map(id -> WorkloadReader.id(id, trustDomain)),
        members.duration("x509_svid_ttl"),
        members.duration("jwt_svid_ttl"),
        members.get("role").map(roles::defaults).orElse(RoleSettings.NONE));
  }

  private void repeat(YamlNode node, WorkloadReader workloads, ManifestBuilder collected) {
    var each = WorkloadReader.members(node).given("for_each", ForEach.FORM);
    if (each.isEmpty()) {
      collected.add(workloads.read(Template.fill(node, Map.of())));
      return;
    }
    var fromFile = ForEach.fromFile(each.get());
    hidesValues |= fromFile;
    var pattern = withoutForEach((YamlNode.Mapping) node);
    for (var row : ForEach.read(each.get(), files)) {
      row.values().values().forEach(value -> visible(row.at(), value));
      try {
        collected.add(workloads.read(Template.fill(pattern, row.values())));
      } catch (ProblemException e) {
        var shown = fromFile ? withoutValues(e) : e;
        throw ProblemException.malformed(
            shown.problem().code(),
            shown.problem().message() + ", with the values of " + row.at(),
            shown.problem().hint());
      }
    }
  }

  private Manifest built(ManifestBuilder collected, String name, String trustDomain) {
    try {
      return collected.build(name, trustDomain);
    } catch (ProblemException e) {
      throw hidesValues ? withoutValues(e) : e;
    }
  }

  /// The same failure without values that a file contains: only the position and what is expected
  /// there.
  private ProblemException withoutValues(ProblemException failure) {
    var parts =
        Pattern.compile(
                "(\\Q" + file + "\\E:\\d+:\\d+): (?:expected (?<what>.*?), found )?.*",
                Pattern.DOTALL)
            .matcher(failure.problem().message());
    if (!parts.matches()) {
      return ProblemException.malformed(MALFORMED, file + ": not valid", "");
    }
    var what = parts.group("what");
    return ProblemException.malformed(
        MALFORMED,
        parts.group(1)
            + (what == null
                ? ": not valid"
                : ": expected "
                    + (what.startsWith(Template.ONE_OF)
                        ? "a name from the file's first line"
                        : what)),
        failure.problem().hint().equals(WorkloadReader.NO_PARENT) ? WorkloadReader.NO_PARENT : "");
  }

  /// The workload without its values, which are not part of what they fill in.
  private static YamlNode withoutForEach(YamlNode.Mapping node) {
    return new YamlNode.Mapping(
        node.at(),
        node.members().stream()
            .filter(member -> !member.name().text().equals("for_each"))
            .toList());
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }
}
