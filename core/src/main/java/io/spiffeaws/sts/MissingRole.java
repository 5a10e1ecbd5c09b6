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
    return new Problem.Refused(
        "no-such-role",
        "role %s not found in account %s".formatted(role.name(), role.account()),
        near.map(MissingRole::meant).orElseGet(() -> creation(role.name(), token)));
  }

  private static String meant(Role near) {
    return "did you mean %s? specify --role %s"
        .formatted(near.name(), TypedCommand.word(near.arn()));
  }

  private static String creation(String name, Optional<JwtToken> token) {
    return token
        .flatMap(found -> command(name, found))
        .map(command -> "create it with: " + command)
        .orElse("to list the roles that trust tokens, run: spiffe-aws trust role list");
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
