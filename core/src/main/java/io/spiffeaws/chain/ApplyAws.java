package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.role.DeleteRole;
import io.spiffeaws.trust.role.RoleLocks;
import java.util.List;
import java.util.Objects;

/// Creates, changes and deletes OIDC providers and roles.
final class ApplyAws {
  private final AwsPorts ports;
  private final Roles roles;
  private final Report report;

  ApplyAws(AwsPorts ports, Report report) {
    this.ports = ports;
    this.roles = ports.roles();
    this.report = report;
  }

  /// Carries out the change if it is one of an OIDC provider.
  void provider(int number) {
    switch (report.step(number)) {
      case PlannedChange.CreateProvider create -> report.attempt(number, () -> create(create));
      case PlannedChange.ChangeProvider change ->
          report.attempt(
              number,
              () -> {
                change.edits().forEach(edit -> edit.apply(change.provider(), ports.providers()));
                return PlannedChangeFields.of(change);
              });
      case PlannedChange.DeleteProvider delete ->
          report.attempt(
              number,
              () -> {
                ports.providers().delete(delete.provider().arn());
                return PlannedChangeFields.of(delete);
              });
      default -> {}
    }
  }

  /// Carries out the change if it is one of a role.
  ///
  /// @return whether no change has failed so far
  boolean role(int number) {
    switch (report.step(number)) {
      case PlannedChange.CreateRole create -> report.attempt(number, () -> create(create));
      case PlannedChange.ChangeRole change -> report.attempt(number, () -> change(number, change));
      case PlannedChange.DeleteRole delete -> report.attempt(number, () -> delete(delete));
      default -> {}
    }
    return !report.halted();
  }

  private List<Change> create(PlannedChange.CreateProvider create) {
    var outcome =
        ports
            .createProvider()
            .run(
                new CreateProvider.Request(
                    create.issuer(),
                    create.audiences(),
                    create.thumbprints(),
                    create.tags(),
                    false,
                    false,
                    false));
    report.warn(outcome.warnings());
    return PlannedChangeFields.of(create, outcome.changes().changes().getFirst().id());
  }

  private List<Change> create(PlannedChange.CreateRole create) {
    var arn = roles.create(create.role().newRole().describedAs(create.description())).arn();
    edit(create.role().name().text(), RolePolicies.NONE, create.edits());
    return PlannedChangeFields.of(create, arn);
  }

  private List<Change> change(int number, PlannedChange.ChangeRole change) {
    var edits =
        report
            .restricted(number)
            .map(before -> change.edits().stream().map(edit -> from(before, edit)).toList())
            .orElse(change.edits());
    edit(change.role().role().name(), change.role().policies(), edits);
    return PlannedChangeFields.of(change);
  }

  private static RoleEdit from(TrustPolicy before, RoleEdit edit) {
    return edit instanceof RoleEdit.Trust trust
        ? new RoleEdit.Trust(before, trust.common(), trust.after())
        : edit;
  }

  private void edit(String name, RolePolicies before, List<RoleEdit> edits) {
    for (var edit : edits) {
      if (edit instanceof RoleEdit.Trust trust) {
        checkTrust(name, trust.before());
      }
    }
    for (var write : RoleEditOrder.of(before, edits)) {
      switch (write) {
        case RoleEdit.Trust trust -> trust(name, trust);
        case RoleEdit.MaxSession(_, var after) -> roles.updateMaxSession(name, after);
        case RoleEdit.Boundary(_, var after) -> roles.putBoundary(name, after);
        case RoleEdit.Tags(var added, _) -> roles.tag(name, added);
        case RoleEdit.Describe(var description) -> roles.describe(name, description);
        case RoleEdit.Attach(var policy) -> roles.attachPolicy(name, policy);
        case RoleEdit.Detach(var policy) -> roles.detachPolicy(name, policy);
        case RoleEdit.PutPolicy(var policy, _, var after) ->
            roles.putInlinePolicy(name, policy, JsonText.compact(after));
        case RoleEdit.DeletePolicy(var policy) -> roles.deleteInlinePolicy(name, policy);
      }
    }
  }

  private void trust(String name, RoleEdit.Trust trust) {
    ports
        .trustUpdate()
        .replace(RoleReference.of(new RoleName(name)), trust.before(), trust.after());
  }

  private void checkTrust(String name, TrustPolicy planned) {
    if (roles.find(name).filter(now -> now.trust().meansSameAs(planned)).isEmpty()) {
      throw ProblemException.refused(
          "world-moved-on",
          "another process has changed the trust policy of role " + name + " meanwhile",
          "run the command again");
    }
  }

  /// Deletes the role. Only the chain's own tag permits this, so the tag is read again while this
  /// machine's lock is held.
  private List<Change> delete(PlannedChange.DeleteRole delete) {
    var role = delete.role().role();
    try (var _ = ports.locks().hold(role.name())) {
      var mark = role.tags().get(ChainOwner.TAG);
      if (roles
          .find(role.name())
          .filter(now -> !Objects.equals(now.tags().get(ChainOwner.TAG), mark))
          .isPresent()) {
        throw ProblemException.refused(
            "world-moved-on",
            "another process has changed the tag %s of role %s meanwhile"
                .formatted(ChainOwner.TAG, role.name()),
            "run the command again");
      }
      var request = new DeleteRole.Request(RoleReference.parse(role.arn()), true, false);
      return new DeleteRole(roles, RoleLocks.NONE, new StopRequest())
          .run(request)
          .changes()
          .changes();
    }
  }
}
