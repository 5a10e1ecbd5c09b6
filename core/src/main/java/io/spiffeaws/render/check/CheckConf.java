package io.spiffeaws.render.check;

import io.spiffeaws.render.hcl.HclNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Checks a configuration file of SPIRE.
final class CheckConf {
  private static final Set<String> OF_SPIRE =
      Set.of(
          "server",
          "agent",
          "plugins",
          "domains",
          "domain",
          "server_api",
          "registration_api",
          "server_socket_path");

  private CheckConf() {}

  /// Whether it is a configuration file of SPIRE.
  static boolean knows(HclNode.Body file) {
    return file.members().stream().anyMatch(member -> OF_SPIRE.contains(member.keys().getFirst()));
  }

  /// Checks the file.
  ///
  /// @return the findings in the order of the lines
  static List<Finding> run(HclNode.Body file) {
    var places = new ArrayList<ConfigNode>();
    gather(List.of(), file, places);
    var findings =
        places.stream()
            .flatMap(place ->
                ConfRules.all()
                    .filter(rule -> rule.applies(place))
                    .limit(1)
                    .map(rule -> rule.finding(place)));
    return Stream.concat(findings, ofServer(places)).sorted(Finding.BY_LINE).toList();
  }

  private static void gather(List<String> path, HclNode node, List<ConfigNode> places) {
    switch (node) {
      case HclNode.Body(_, var members) ->
          members.forEach(member -> {
            var names = new ArrayList<>(path);
            names.addAll(member.keys());
            var text = member.value() instanceof HclNode.Text(_, var value) ? value : "";
            places.add(new ConfigNode(names, member.line(), text));
            gather(names, member.value(), places);
          });
      case HclNode.Items(_, var items) -> items.forEach(item -> gather(path, item, places));
      case HclNode.Text _ -> {}
    }
  }

  /// Checks the settings of tokens for AWS: those that are required, and those that no longer are.
  private static Stream<Finding> ofServer(List<ConfigNode> places) {
    var findings = new ArrayList<Finding>();
    var jwtKeyType = has(places, "jwt_key_type");
    for (var place : places) {
      if (place.path().equals(List.of("server")) && !has(places, "jwt_issuer")) {
        findings.add(
            new Finding(
                place.line(),
                "jwt-issuer",
                "no jwt_issuer: tokens have no iss claim, which AWS requires",
                "write jwt_issuer = \"https://...\", the URL of the OIDC discovery provider"));
      }
      if (place.path().equals(List.of("server", "ca_key_type"))
          && place.text().startsWith("rsa-")
          && !jwtKeyType) {
        findings.add(
            new Finding(
                place.line(),
                "rsa-ca-key-type",
                "ca_key_type "
                    + place.text()
                    + ": AWS sees only the key of tokens, and accepts EC keys too",
                "write jwt_key_type for tokens; ca_key_type may be ec-p256"));
      }
    }
    return findings.stream();
  }

  private static boolean has(List<ConfigNode> places, String setting) {
    return places.stream().anyMatch(place -> place.path().equals(List.of("server", setting)));
  }
}
