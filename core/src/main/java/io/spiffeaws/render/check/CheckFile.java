package io.spiffeaws.render.check;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.hcl.HclNode;
import io.spiffeaws.render.hcl.HclReader;
import io.spiffeaws.yaml.YamlText;
import java.util.List;
import java.util.Optional;

/// Checks a configuration file of SPIRE, Kubernetes manifests, or values of SPIRE's Helm charts for
/// deprecated and removed settings.
public final class CheckFile {
  /// Problem code of a file that cannot be read.
  public static final String MALFORMED = "malformed-file";

  /// The file to check.
  ///
  /// @param name of the file, for messages
  public record Request(String name, String text) {}

  /// Checks the file.
  ///
  /// @return a failed check for each finding, in the order of the lines; if there are none, one
  ///   passed check
  /// @throws ProblemException malformed, if it is neither kind of file
  public List<Check> run(Request request) {
    var findings = findings(request);
    return findings.isEmpty()
        ? List.of(Check.good("file", request.name() + ": no deprecated settings found"))
        : findings.stream().map(finding -> finding.check(request.name())).toList();
  }

  private static List<Finding> findings(Request request) {
    if (ConfText.isJson(request.text())) {
      var conf = ConfText.read(request.name(), request.text(), 1);
      if (conf.filter(CheckConf::knows).isPresent()) {
        return CheckConf.run(conf.get());
      }
    }
    if (isYaml(request)) {
      return manifests(request);
    }
    var conf = HclReader.read(request.name(), request.text(), 1);
    if (!CheckConf.knows(conf)) {
      throw unknown(request);
    }
    return CheckConf.run(conf);
  }

  private static List<Finding> manifests(Request request) {
    var documents = YamlText.documents(request.name(), MALFORMED, request.text());
    if (documents.isEmpty()) {
      throw unknown(request);
    }
    return documents.stream()
        .flatMap(document ->
            CheckValues.knows(document)
                ? CheckValues.run(document).stream()
                : CheckManifest.run(request.name(), document).stream())
        .toList();
  }

  /// Decides by the file's name, or else by its content.
  private static boolean isYaml(Request request) {
    if (request.name().matches(".*\\.(ya?ml|json)")) {
      return true;
    }
    return !request.name().matches(".*\\.(conf|hcl)") && conf(request).isEmpty();
  }

  private static Optional<HclNode.Body> conf(Request request) {
    try {
      return Optional.of(HclReader.read(request.name(), request.text(), 1))
          .filter(CheckConf::knows);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static ProblemException unknown(Request request) {
    return ProblemException.malformed(
        MALFORMED,
        request.name() + " is neither a configuration file of SPIRE nor a Kubernetes manifest",
        "specify a server.conf, an agent.conf, an oidc-discovery-provider.conf, a Kubernetes"
            + " manifest or values of SPIRE's Helm charts");
  }
}
