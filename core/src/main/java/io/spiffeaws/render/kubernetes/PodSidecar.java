package io.spiffeaws.render.kubernetes;

import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/// The sidecar of a workload: its arguments, the command of its startup probe, and the variables
/// that the program gets.
sealed interface PodSidecar {
  /// The directory that the sidecar and the program share.
  String DIRECTORY = "/var/run/secrets/spiffe-aws";

  /// What the program waits for, as the end of a comment.
  String ready();

  List<String> arguments();

  List<String> probe();

  /// Variables of the AWS SDKs, before those of the region.
  String variables();

  /// Variables of the AWS SDKs, after those of the region.
  String location();

  private static String variable(String name, String value) {
    return "- {name: %s, value: %s}\n".formatted(name, YamlScalar.of(value));
  }

  /// Refreshes a token, which the SDK exchanges.
  ///
  /// @param role if empty, the program gets the token only
  record Token(SpiffeId id, String audience, Optional<RoleArn> role) implements PodSidecar {
    /// In a directory of the sidecar's own, since the root of the volume belongs to root and is
    /// writable for all users (docs/dev/decisions/0021).
    private static final String FILE = DIRECTORY + "/jwt/token";

    @Override
    public String ready() {
      return "a token exists";
    }

    @Override
    public List<String> arguments() {
      return List.of(
          "jwt",
          "watch",
          "--spiffe-id",
          id.toString(),
          "--audience",
          audience,
          "--out",
          FILE,
          "--create-dirs",
          "--mode",
          "0640",
          "--wait",
          "2m");
    }

    @Override
    public List<String> probe() {
      return List.of("spiffe-aws", "jwt", "inspect", "@" + FILE);
    }

    @Override
    public String variables() {
      return role.map(arn ->
              variable("AWS_ROLE_ARN", arn.toString())
                  + variable("AWS_ROLE_SESSION_NAME", SessionName.of(id.toString()).text()))
          .orElse("");
    }

    @Override
    public String location() {
      return variable("AWS_WEB_IDENTITY_TOKEN_FILE", FILE);
    }
  }

  /// Serves credentials of IAM Roles Anywhere, for which there is no token.
  record Credentials(SpiffeId id, RoleArn role, RolesAnywhereTarget target) implements PodSidecar {
    private static final String FILE = DIRECTORY + "/authorization-token";
    private static final String ADDRESS = "127.0.0.1:9911";

    public Credentials {
      target.check(role);
    }

    @Override
    public String ready() {
      return "credentials are served";
    }

    @Override
    public List<String> arguments() {
      return List.of(
          "creds",
          "serve",
          "--spiffe-id",
          id.toString(),
          "--role",
          role.toString(),
          "--trust-anchor-arn",
          target.anchor().toString(),
          "--profile-arn",
          target.profile().toString(),
          "--listen",
          ADDRESS,
          "--authorization-token-file",
          FILE,
          "--authorization-token-mode",
          "0640",
          "--wait",
          "2m");
    }

    @Override
    public List<String> probe() {
      return List.of("spiffe-aws", "creds", "serve", "--check", "--listen", ADDRESS);
    }

    @Override
    public String variables() {
      return "";
    }

    @Override
    public String location() {
      return variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + ADDRESS + "/" + role.name())
          + variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", FILE)
          + variable("AWS_EC2_METADATA_DISABLED", "true");
    }
  }
}
