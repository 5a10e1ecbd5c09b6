package io.spiffeaws.trust;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes a role that exists what is asked for.
final class RoleUpkeep {
  /// What IAM gives a role for which nothing else was asked (IAM, CreateRole,
  /// `MaxSessionDuration`).
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private final Roles roles;
  private final TrustUpdate trust;

  RoleUpkeep(Roles roles, TrustUpdate trust) {
    this.roles = roles;
    this.trust = trust;
  }

  TrustOutcome bringUpToDate(Role role, WantedRole wanted, boolean dryRun) {
    var changes = new ArrayList<Change>();
    var trusted =
        trust.run(RoleReference.of(wanted.name()), found -> trusted(found, wanted), dryRun);
    changes.add(settings(role, wanted, dryRun));
    changes.addAll(trusted.changes());
    changes.addAll(addPolicies(wanted, role.arn(), dryRun));
    if (wanted.exact()) {
      changes.addAll(dropPolicies(role, wanted, dryRun));
    }
    return new TrustOutcome(new Changes(changes, dryRun), trusted.warnings());
  }

  /// @throws ProblemException refused, where the role is another's, or cannot be made so
  static void check(Role role, WantedRole wanted) {
    if (!role.ours() && !wanted.adopt()) {
      throw ProblemException.refused(
          "role-not-ours",
          "role %s exists, and spiffe-aws did not make it (it has no tag %s)"
              .formatted(role.name(), Role.MARK),
          "say --adopt to extend it all the same, or take another name");
    }
    if (wanted.path().filter(path -> !path.equals(role.path())).isPresent()) {
      throw ProblemException.refused(
          "path-is-fixed",
          "role %s has the path %s, and IAM cannot change that".formatted(role.name(), role.path()),
          "leave --path out, or delete the role first: spiffe-aws trust role delete "
              + role.name());
    }
  }

  private static TrustUpdate.Edited trusted(Role role, WantedRole wanted) {
    if (wanted.exact()) {
      return exactly(role, wanted);
    }
    var edited =
        SubjectChanges.added(
            role,
            wanted.target(),
            wanted.subjects(),
            (policy, subject) -> SubjectEditor.addSub(policy, wanted.target(), subject, false));
    return wanted.sessionTags()
        ? new TrustUpdate.Edited(
            role, taggable(edited.policy(), wanted), edited.changes(), edited.warnings())
        : edited;
  }

  private static TrustPolicy taggable(TrustPolicy policy, WantedRole wanted) {
    return SessionTagging.allow(policy, wanted.target().provider());
  }

  private static TrustUpdate.Edited exactly(Role role, WantedRole wanted) {
    var same = role.trust().meansSameAs(wanted.trust());
    var before = SubjectEditor.subs(role.trust()).stream().map(TrustedSubject::sub).toList();
    var after = SubjectEditor.subs(wanted.trust()).stream().map(TrustedSubject::sub).toList();
    var diff = same ? "" : LineDiff.of(role.trust().pretty(), wanted.trust().pretty());
    var names = new LinkedHashSet<>(after);
    names.addAll(before);
    var changes = new ArrayList<Change>();
    for (var name : names) {
      var action =
          !before.contains(name)
              ? Change.Action.CREATED
              : !after.contains(name)
                  ? Change.Action.DELETED
                  : same ? Change.Action.UNCHANGED : Change.Action.UPDATED;
      changes.add(
          new Change(
              Change.Kind.TRUST_SUB, name, action, role.arn(), changes.isEmpty() ? diff : ""));
    }
    return new TrustUpdate.Edited(role, same ? role.trust() : wanted.trust(), changes, List.of());
  }

  /// Duration, boundary and tags, which IAM keeps with the role itself, and what is so for all whom
  /// the trust policy lets in.
  private Change settings(Role role, WantedRole wanted, boolean dryRun) {
    var diff = new ArrayList<String>();
    session(role, wanted, dryRun, diff);
    boundary(role, wanted, dryRun, diff);
    tags(role, wanted, dryRun, diff);
    if (wanted.sessionTags() && !taggable(role.trust(), wanted).equals(role.trust())) {
      diff.add("+ session tags of tokens (sts:TagSession in the trust policy)");
    }
    return new Change(
        Change.Kind.ROLE,
        role.name(),
        diff.isEmpty() ? Change.Action.UNCHANGED : Change.Action.UPDATED,
        role.arn(),
        String.join("\n", diff));
  }

  private void session(Role role, WantedRole wanted, boolean dryRun, List<String> diff) {
    wanted
        .maxSession()
        .or(() -> wanted.exact() ? Optional.of(USUAL_SESSION) : Optional.empty())
        .filter(max -> !max.equals(role.maxSession()))
        .filter(max -> dryRun || sessionSet(role, max, wanted))
        .ifPresent(max -> {
          diff.add("- max session " + role.maxSession().toSeconds() + "s");
          diff.add("+ max session " + max.toSeconds() + "s");
        });
  }

  /// Whether it was set. A service that cannot change it is asked in vain where nobody named one.
  private boolean sessionSet(Role role, Duration max, WantedRole wanted) {
    try {
      roles.updateMaxSession(role.name(), max);
      return true;
    } catch (ProblemException e) {
      if (wanted.maxSession().isEmpty() && e.problem().code().equals("not-offered")) {
        return false;
      }
      throw e;
    }
  }

  private void boundary(Role role, WantedRole wanted, boolean dryRun, List<String> diff) {
    if (wanted.boundary().equals(role.boundary())
        || (wanted.boundary().isEmpty() && !wanted.exact())) {
      return;
    }
    role.boundary().ifPresent(arn -> diff.add("- permissions boundary " + arn));
    wanted.boundary().ifPresent(arn -> diff.add("+ permissions boundary " + arn));
    if (dryRun) {
      return;
    }
    wanted
        .boundary()
        .ifPresentOrElse(
            arn -> roles.putBoundary(role.name(), arn), () -> roles.deleteBoundary(role.name()));
  }

  private void tags(Role role, WantedRole wanted, boolean dryRun, List<String> diff) {
    var tags = TagDiff.of(role.tags(), CreateRole.marked(wanted.tags()), wanted.exact());
    diff.addAll(tags.lines());
    if (dryRun) {
      return;
    }
    if (!tags.removed().isEmpty()) {
      roles.untag(role.name(), tags.removed());
    }
    if (!tags.added().isEmpty()) {
      roles.tag(role.name(), tags.added());
    }
  }

  /// Attaches and puts what is asked for and not there yet.
  ///
  /// @param arn the role's; null where it is not made yet
  List<Change> addPolicies(WantedRole wanted, @Nullable String arn, boolean dryRun) {
    var name = wanted.name().text();
    var changes = new ArrayList<Change>();
    var attached =
        arn == null || wanted.attached().isEmpty()
            ? List.<String>of()
            : roles.attachedPolicies(name);
    for (var policy : wanted.attached()) {
      var there = attached.contains(policy);
      if (!there && !dryRun) {
        roles.attachPolicy(name, policy);
      }
      changes.add(policy(policy, there ? Change.Action.UNCHANGED : Change.Action.CREATED, arn, ""));
    }
    wanted
        .inline()
        .forEach((policy, document) -> {
          var before = arn == null ? Optional.<String>empty() : roles.inlinePolicy(name, policy);
          changes.add(inline(name, policy, before, document, arn, dryRun));
        });
    return changes;
  }

  private Change inline(
      String name,
      String policy,
      Optional<String> before,
      String document,
      @Nullable String arn,
      boolean dryRun) {
    var wanted = JsonText.parse(document, "the inline policy " + policy);
    var there = before.map(text -> JsonText.parse(text, "the inline policy " + policy));
    if (there.filter(old -> Meaning.same(old, wanted)).isPresent()) {
      return policy(policy, Change.Action.UNCHANGED, arn, "");
    }
    if (!dryRun) {
      roles.putInlinePolicy(name, policy, JsonText.compact(wanted));
    }
    return policy(
        policy,
        there.isPresent() ? Change.Action.UPDATED : Change.Action.CREATED,
        arn,
        LineDiff.of(there.map(JsonText::pretty).orElse(""), JsonText.pretty(wanted)));
  }

  private List<Change> dropPolicies(Role role, WantedRole wanted, boolean dryRun) {
    var changes = new ArrayList<Change>();
    for (var policy : without(roles.attachedPolicies(role.name()), wanted.attached())) {
      if (!dryRun) {
        roles.detachPolicy(role.name(), policy);
      }
      changes.add(policy(policy, Change.Action.DELETED, role.arn(), ""));
    }
    for (var policy :
        without(roles.inlinePolicies(role.name()), List.copyOf(wanted.inline().keySet()))) {
      if (!dryRun) {
        roles.deleteInlinePolicy(role.name(), policy);
      }
      changes.add(policy(policy, Change.Action.DELETED, role.arn(), ""));
    }
    return changes;
  }

  private static List<String> without(List<String> all, List<String> some) {
    return all.stream().filter(each -> !some.contains(each)).collect(Collectors.toList());
  }

  private static Change policy(
      String name, Change.Action action, @Nullable String arn, String detail) {
    return new Change(Change.Kind.ROLE_POLICY, name, action, arn, detail);
  }
}
