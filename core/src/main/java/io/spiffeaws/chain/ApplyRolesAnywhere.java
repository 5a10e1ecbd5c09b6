package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import java.security.cert.X509Certificate;
import java.util.List;

/// Creates, changes and deletes the trust anchor and the profile of a chain. A session requires the
/// anchor, the profile and the trust policy of the role, so each of them can deny it. The calls are
/// in an order in which no ID ever has more permissions than before or than after:
///
/// 1. Before the roles are changed, profiles are deleted, the profile loses roles, and the anchor
///    loses CAs. If no CA of the anchor stays, the profile loses all roles, since an anchor cannot
///    be empty.
/// 2. A new anchor is created, since the trust policies name its ARN. Trust policies that accept
///    any anchor are restricted first ([RestrictLooseTrust]).
/// 3. After the roles are changed and deleted, the anchor gets CAs and is enabled, then the profile
///    gets roles, or is created. Anchors are deleted.
final class ApplyRolesAnywhere {
  private final AwsPorts aws;
  private final RolesAnywherePorts ports;
  private final Report report;
  private final List<Integer> numbers;
  private final boolean noCaStays;

  /// @param numbers of the changes to carry out; those of other resources are skipped
  ApplyRolesAnywhere(AwsPorts aws, RolesAnywherePorts ports, Report report, List<Integer> numbers) {
    this.aws = aws;
    this.ports = ports;
    this.report = report;
    this.numbers = List.copyOf(numbers);
    this.noCaStays = numbers.stream().map(report::step).anyMatch(ApplyRolesAnywhere::noCaStays);
  }

  private static boolean noCaStays(PlannedChange step) {
    return step instanceof PlannedChange.ChangeAnchor change && common(change).isEmpty();
  }

  /// Makes the changes that must precede those of the roles.
  void beforeRoles() {
    deleteProfiles();
    restrict();
    new RestrictLooseTrust(aws, ports.region(), report).run(numbers);
    create();
  }

  /// Makes the changes that must follow those of the roles.
  void afterRoles() {
    extend();
    deleteAnchors();
  }

  private void restrict() {
    for (var number : numbers) {
      if (report.step(number) instanceof PlannedChange.ChangeProfile change) {
        report.part(number, () -> restrict(change));
      }
    }
    for (var number : numbers) {
      if (report.step(number) instanceof PlannedChange.ChangeAnchor change) {
        report.part(number, () -> restrict(change));
      }
    }
  }

  private void restrict(PlannedChange.ChangeProfile change) {
    var restricted = restricted(change);
    if (!ProfileChanges.same(change.profile().profile().settings(), restricted)) {
      ports.profiles().update(change.profile().profile().arn(), restricted);
    }
  }

  private ProfileSettings restricted(PlannedChange.ChangeProfile change) {
    var common = ProfileChanges.common(change.profile().profile().settings(), change.after());
    return noCaStays ? ProfileChanges.withoutRoles(common) : common;
  }

  private void restrict(PlannedChange.ChangeAnchor change) {
    if (!CaChanges.same(change.anchor().anchor().cas(), restricted(change))) {
      ports.anchors().replaceCas(change.anchor().arn(), restricted(change));
    }
  }

  private static List<X509Certificate> restricted(PlannedChange.ChangeAnchor change) {
    return common(change).isEmpty() ? change.anchor().anchor().cas() : common(change);
  }

  private static List<X509Certificate> common(PlannedChange.ChangeAnchor change) {
    return CaChanges.common(change.anchor().anchor().cas(), change.cas());
  }

  /// Creates the anchor, and completes the trust policies that name it.
  private void create() {
    for (var number : numbers) {
      if (report.step(number) instanceof PlannedChange.CreateAnchor create) {
        report.attempt(number, () -> create(create));
      }
    }
  }

  private List<Change> create(PlannedChange.CreateAnchor create) {
    var arn = ports.anchors().create(create.name(), create.cas(), create.tags()).arn();
    report.resolve(arn);
    return PlannedChangeFields.of(create, arn.toString());
  }

  /// Adds what a changed anchor or profile allows in addition, and creates the profile.
  private void extend() {
    for (var number : numbers) {
      if (report.step(number) instanceof PlannedChange.ChangeAnchor change) {
        report.attempt(number, () -> extend(change));
      }
    }
    for (var number : numbers) {
      switch (report.step(number)) {
        case PlannedChange.CreateProfile create -> report.attempt(number, () -> create(create));
        case PlannedChange.ChangeProfile change -> report.attempt(number, () -> extend(change));
        default -> {}
      }
    }
  }

  private List<Change> extend(PlannedChange.ChangeAnchor change) {
    var arn = change.anchor().arn();
    if (!CaChanges.same(restricted(change), change.cas())) {
      ports.anchors().replaceCas(arn, change.cas());
    }
    if (!change.tags().isEmpty()) {
      ports.anchors().tag(arn, change.tags());
    }
    if (change.enable()) {
      ports.anchors().enable(arn);
    }
    return PlannedChangeFields.of(change);
  }

  private List<Change> create(PlannedChange.CreateProfile create) {
    var arn = ports.profiles().create(create.settings(), create.tags()).arn();
    return PlannedChangeFields.of(create, arn.toString());
  }

  private List<Change> extend(PlannedChange.ChangeProfile change) {
    var arn = change.profile().profile().arn();
    if (!ProfileChanges.same(restricted(change), change.after())) {
      ports.profiles().update(arn, change.after());
    }
    if (!change.tags().isEmpty()) {
      ports.profiles().tag(arn, change.tags());
    }
    if (change.enable()) {
      ports.profiles().enable(arn);
    }
    return PlannedChangeFields.of(change);
  }

  private void deleteProfiles() {
    for (var number : numbers) {
      if (report.step(number) instanceof PlannedChange.DeleteProfile(var found)) {
        report.attempt(
            number,
            () -> {
              ports.profiles().delete(found.profile().arn());
              return PlannedChangeFields.of(report.step(number));
            });
      }
    }
  }

  private void deleteAnchors() {
    for (var number : numbers) {
      if (report.step(number) instanceof PlannedChange.DeleteAnchor(var found)) {
        report.attempt(
            number,
            () -> {
              ports.anchors().delete(found.arn());
              return PlannedChangeFields.of(report.step(number));
            });
      }
    }
  }
}
