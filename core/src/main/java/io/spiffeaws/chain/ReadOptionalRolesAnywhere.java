package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.ListedRole;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads IAM Roles Anywhere if a chain may have resources there. Most chains have none, and their
/// operators may have no permission to read it.
///
/// 1. The file has `roles_anywhere`: it is read, and a failure ends the command.
/// 2. A role of the chain trusts it: it is read, and a failure is reported in the state.
/// 3. Otherwise, it is read only to find resources to delete, and a failure is ignored.
final class ReadOptionalRolesAnywhere {
  private final Optional<RolesAnywherePorts> ports;
  private final Manifest manifest;
  private final boolean cleanup;

  /// What was read.
  ///
  /// @param state empty if it was not read
  /// @param unread why it was not read although a role of the chain trusts it
  record Result(Optional<RolesAnywhereState> state, Optional<ProblemException> unread) {
    static final Result NONE = new Result(Optional.empty(), Optional.empty());
  }

  /// @param cleanup whether resources to delete are searched for
  ReadOptionalRolesAnywhere(AwsPorts ports, Manifest manifest, boolean cleanup) {
    this.ports = ports.rolesAnywhere();
    this.manifest = manifest;
    this.cleanup = cleanup;
  }

  /// Reads it.
  ///
  /// @param listed all roles
  /// @param roles that the chain names or manages, by name
  Result run(List<ListedRole> listed, Map<String, RoleState> roles) {
    var names = new HashSet<>(roles.keySet());
    manifest.roles().forEach(role -> names.add(role.name().text()));
    if (manifest.rolesAnywhere().isPresent()) {
      var required = ports.orElseThrow(ReadOptionalRolesAnywhere::noRegion);
      var state = new ReadRolesAnywhere(required, manifest).run(listed, names);
      return new Result(Optional.of(state), Optional.empty());
    }
    var trusted = trusted(roles);
    if (ports.isEmpty() || !(trusted || cleanup)) {
      return Result.NONE;
    }
    try {
      var state = new ReadRolesAnywhere(ports.get(), manifest).run(listed, names);
      return new Result(Optional.of(state), Optional.empty());
    } catch (ProblemException e) {
      return trusted ? new Result(Optional.empty(), Optional.of(e)) : Result.NONE;
    }
  }

  private boolean trusted(Map<String, RoleState> roles) {
    var owner = ChainOwner.of(manifest);
    return roles.values().stream()
        .map(RoleState::role)
        .anyMatch(role -> owner.manages(role) && RolesAnywhereStatements.trusted(role.trust()));
  }

  static ProblemException noRegion() {
    return ProblemException.malformed(
        "no-region",
        "roles_anywhere requires an AWS region, and none is specified",
        "specify the region of the trust anchor: export AWS_REGION=eu-west-1");
  }
}
