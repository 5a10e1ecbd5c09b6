package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.Role;
import java.util.Optional;

/// The problem of a role that does not exist: the role of a similar name, else the command that
/// creates it.
public final class MissingRole {
  private MissingRole() {}

  /// Returns the problem.
  ///
  /// @param near a role with a similar name
  /// @param token whose subject needs the role; empty if there is none
  public static Problem problem(RoleArn role, Optional<Role> near, Optional<JwtToken> token) {
    return of(role, near, token.flatMap(found -> command(role.name(), found)));
  }

  /// As above.
  ///
  /// @param creation the command that creates the role; empty if it is unknown
  public static Problem of(RoleArn role, Optional<Role> near, Optional<String> creation) {
    return new Problem.Refused(
        "no-such-role",
        "role %s not found in account %s".formatted(role.name(), role.account()),
        near.map(MissingRole::meant)
            .or(() -> creation.map("create it with: "::concat))
            .orElse("to list the roles that trust tokens, run: spiffe-aws trust role list"));
  }

  private static String meant(Role near) {
    return "did you mean %s? specify --role %s"
        .formatted(near.name(), TypedCommand.word(near.arn()));
  }

  /// The command that creates a role for the subject of a token; empty if it has no issuer or no
  /// subject.
  public static Optional<String> command(String name, JwtToken token) {
    return token
        .issuer()
        .flatMap(issuer ->
            token
                .subject()
                .map(subject ->
                    TypedCommand.of(
                        "spiffe-aws trust role create %s --issuer %s --sub %s",
                        name, issuer, subject)));
  }
}
