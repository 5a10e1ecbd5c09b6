package io.spiffeaws.chain.manifest;

import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.role.S3Access;
import io.spiffeaws.yaml.Position;
import io.spiffeaws.yaml.YamlNode;
import io.spiffeaws.yaml.YamlNode.Member;
import io.spiffeaws.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the settings of a role.
final class RoleReader {
  static final List<String> SETTINGS =
      List.of(
          "ways",
          "audience",
          "policies",
          "inline_policies",
          "s3",
          "max_session_duration",
          "path",
          "permissions_boundary",
          "tags",
          "session_tags");

  static final String FORM = "a role such as {name: s3-app}";

  private final ManifestFiles files;

  RoleReader(ManifestFiles files) {
    this.files = files;
  }

  /// A role of a workload.
  record Named(RoleName name, RoleSettings settings, Position at) {}

  /// Reads a role: a mapping, or the name alone.
  Named named(YamlNode node) {
    if (node instanceof Scalar) {
      return new Named(name(node), RoleSettings.NONE, node.at());
    }
    var names = new ArrayList<>(List.of("name"));
    names.addAll(SETTINGS);
    var members = new MappingReader(node, FORM, names);
    var name = name(members.required("name", "name, the role's name"));
    return new Named(name, settings(members), node.at());
  }

  /// Reads the defaults for roles.
  RoleSettings defaults(YamlNode node) {
    return settings(new MappingReader(node, "a mapping of role settings", SETTINGS));
  }

  private static RoleName name(YamlNode node) {
    return MappingReader.parsed(
        node, "a role name of 1 to 64 letters, digits or _+=,.@-", RoleName::new);
  }

  private RoleSettings settings(MappingReader members) {
    return new RoleSettings(
        ways(members),
        members.parsed("audience", "an audience of 1 to 255 characters", AwsRules::audience),
        members.optionalList(
            "policies",
            "a list of managed policies",
            "a managed policy: its ARN, or the name of an AWS managed policy",
            AwsRules::managedPolicy),
        members
            .get("inline_policies")
            .map(_ -> documents(members.members("inline_policies", "policies by name"))),
        members.optionalList(
            "s3",
            "a list of S3 objects",
            "BUCKET[/PREFIX]:read, :write or :read-write",
            S3Access::parse),
        members.duration("max_session_duration"),
        members.text("path"),
        members.parsed("permissions_boundary", "the ARN of a managed policy", AwsRules::policyArn),
        members.tags("tags"),
        members.switchOf("session_tags"));
  }

  private static Optional<Set<RoleWay>> ways(MappingReader members) {
    var what = "a list of ways: " + RoleWay.FORM + ", or both";
    return members
        .optionalList("ways", what, "a way: " + RoleWay.FORM, RoleWay::parse)
        .map(ways -> {
          if (ways.isEmpty()) {
            throw members.required("ways", what).at().expected(what, "none");
          }
          return EnumSet.copyOf(ways);
        });
  }

  private Map<String, String> documents(List<Member> members) {
    var documents = new LinkedHashMap<String, String>();
    for (var member : members) {
      var name = member.name();
      if (!name.text().matches("[A-Za-z0-9_+=,.@-]{1,128}")) {
        throw name.at()
            .expected(
                "a policy name of 1 to 128 letters, digits or _+=,.@-", Scalar.quoted(name.text()));
      }
      documents.put(name.text(), PolicyDocument.read(member.value(), files));
    }
    return documents;
  }
}
