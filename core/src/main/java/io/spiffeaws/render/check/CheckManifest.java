package io.spiffeaws.render.check;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Checks a Kubernetes object, and the SPIRE configuration in it. Not thread-safe.
final class CheckManifest {
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final Set<String> SPIRE_FILES =
      Set.of("server.conf", "agent.conf", "oidc-discovery-provider.conf");

  private final String file;
  private final String kind;
  private final List<ConfigNode> places = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private CheckManifest(String file, String kind) {
    this.file = file;
    this.kind = kind;
  }

  /// Checks the object, or the items of a List.
  ///
  /// @param file name of the file, for messages
  /// @return the findings in the order of the lines
  /// @throws ProblemException malformed, if it is not a Kubernetes object, or the SPIRE
  ///   configuration in it cannot be read
  static List<Finding> run(String file, YamlNode document) {
    if (!(document instanceof YamlNode.Mapping object)
        || !(object.get("apiVersion").orElse(null) instanceof YamlNode.Scalar version)
        || !(object.get("kind").orElse(null) instanceof YamlNode.Scalar kind)) {
      throw document.at().expected("a Kubernetes object with apiVersion and kind", "none");
    }
    if (kind.text().equals("List")
        && object.get("items").orElse(null) instanceof YamlNode.Sequence(_, var items)) {
      return items.stream().flatMap(item -> run(file, item).stream()).toList();
    }
    var check = new CheckManifest(file, kind.text());
    ApiVersions.check(version.text(), kind.text(), version.at().line())
        .ifPresent(check.findings::add);
    check.places.addAll(ManifestNodes.of(object));
    check.run(object);
    return check.findings.stream().sorted(Finding.BY_LINE).toList();
  }

  private void run(YamlNode.Mapping object) {
    for (var place : places) {
      ManifestRules.all()
          .filter(of -> of.isAbout(kind) && of.rule().applies(place))
          .map(of -> of.rule().finding(place))
          .forEach(findings::add);
    }
    switch (kind) {
      case "Ingress" -> ingress();
      case "ConfigMap" -> object.get("data").ifPresent(this::configuration);
      default -> {}
    }
  }

  /// Checks the paths of an Ingress. AWS fetches the discovery document first and then the keys;
  /// the blog exposes only the document.
  private void ingress() {
    var paths = places.stream().filter(place -> place.name().equals("path")).toList();
    var document = paths.stream().filter(path -> path.text().endsWith(DISCOVERY)).findFirst();
    var keys =
        paths.stream()
            .anyMatch(path -> path.text().endsWith("/keys") || path.text().matches("/?(\\.?\\*)?"));
    if (document.isPresent() && !keys) {
      findings.add(
          new Finding(
              document.get().line(),
              "ingress-keys",
              "only the discovery document is exposed, not the keys that it refers to",
              "add a path /keys next to it"));
    }
    if (paths.stream().anyMatch(place -> !place.text().isEmpty())
        && places.stream().noneMatch(place -> place.name().equals("pathType"))) {
      findings.add(
          new Finding(
              paths.getFirst().line(),
              "ingress-path-type",
              "no pathType, which networking.k8s.io/v1 requires",
              "write pathType: Exact or pathType: Prefix"));
    }
  }

  private void configuration(YamlNode data) {
    if (data instanceof YamlNode.Mapping(_, var members)) {
      members.forEach(member -> {
        if (member.value() instanceof YamlNode.Scalar scalar
            && !member.name().text().equals(ManifestRules.REGISTRAR_CONF)) {
          configuration(member.name().text(), scalar).forEach(findings::add);
        }
      });
    }
  }

  /// Checks a configuration file in a ConfigMap. The lines of a block scalar begin below its head.
  private Stream<Finding> configuration(String name, YamlNode.Scalar text) {
    if (!name.endsWith(".conf") && !name.endsWith(".hcl")) {
      return Stream.empty();
    }
    var firstLine = text.at().line() + (text.form() == YamlNode.Form.BLOCK ? 1 : 0);
    try {
      return ConfText.read(file, text.text(), firstLine)
          .filter(CheckConf::knows)
          .map(conf -> CheckConf.run(conf).stream())
          .orElse(Stream.empty());
    } catch (ProblemException e) {
      if (SPIRE_FILES.contains(name)) {
        throw e;
      }
      return Stream.empty(); // of another program, in another language
    }
  }
}
