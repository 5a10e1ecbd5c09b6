package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.RoleReference;
import java.util.List;

/// Restricts trust policies that accept the certificates of any trust anchor, before one is
/// created. Otherwise the SPIRE server's certificates would be accepted by them until the role is
/// changed.
final class RestrictLooseTrust {
  private final AwsPorts ports;
  private final String region;
  private final Report report;

  /// @param region of the trust anchor
  RestrictLooseTrust(AwsPorts ports, String region, Report report) {
    this.ports = ports;
    this.region = region;
    this.report = report;
  }

  /// Restricts the trust policies of roles that will be changed or deleted, if an anchor will be
  /// created.
  ///
  /// @param numbers of the changes that will be carried out
  void run(List<Integer> numbers) {
    if (numbers.stream().noneMatch(at -> report.step(at) instanceof PlannedChange.CreateAnchor)) {
      return;
    }
    for (var number : numbers) {
      switch (report.step(number)) {
        case PlannedChange.ChangeRole(var role, var edits, _) when changesTrust(edits) ->
            report.part(number, () -> restrict(number, role));
        case PlannedChange.DeleteRole(var role) ->
            report.part(number, () -> restrict(number, role));
        default -> {}
      }
    }
  }

  private static boolean changesTrust(List<RoleEdit> edits) {
    return edits.stream().anyMatch(RoleEdit.Trust.class::isInstance);
  }

  private void restrict(int number, RoleState state) {
    var before = state.role().trust();
    var restricted = ChainAnchors.withoutNew(before, unknown(state));
    if (!restricted.meansSameAs(before)) {
      var role = RoleReference.of(new RoleName(state.role().name()));
      ports.trustUpdate().replace(role, before, restricted);
      report.restricted(number, restricted);
    }
  }

  private RolesAnywhereArn unknown(RoleState role) {
    var parts = role.role().arn().split(":", 6);
    return UnknownAnchor.of(new AwsAccount(parts[1], parts[4]), region);
  }
}
