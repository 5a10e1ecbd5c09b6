package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.CompletedWrites;
import io.spiffeaws.trust.iam.MisspelledRole;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;

/// Changes a role's trust policy and waits until IAM returns the change. In IAM the last writer
/// wins, a write has no precondition (IAM, UpdateAssumeRolePolicy), and a read may return a
/// replaced policy for some seconds. So:
///
/// - Processes of one user on one machine wait for each other and record their writes. A read that
///   returns a policy replaced within the last minute is stale and is repeated.
/// - The written policy is read back. If the old policy is returned, IAM lags. If another policy is
///   returned, another process wrote it, and the edit is applied to that policy.
///
/// A write of another machine between the read and the write of this one is lost. So is a write
/// that a stale read hides, because this machine has no record of it.
public final class TrustPolicyUpdate {
  public static final String NO_SUCH_ROLE = "no-such-role";

  private static final int MAX_WRITES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int USUAL_QUOTA = 2048;

  /// An edit of a role's trust policy.
  public interface Edit {
    Edited edit(Role role);
  }

  /// The result of an edit.
  ///
  /// @param changes one for each requested item
  /// @param warnings one line each
  public record Edited(Role role, TrustPolicy policy, List<Change> changes, List<String> warnings) {
    public Edited {
      changes = List.copyOf(changes);
      warnings = List.copyOf(warnings);
    }

    boolean changed() {
      return !policy.equals(role.trust());
    }
  }

  private final Roles roles;
  private final RoleLocks locks;
  private final Sleeper sleeper;

  public TrustPolicyUpdate(Roles roles, RoleLocks locks, Sleeper sleeper) {
    this.roles = roles;
    this.locks = locks;
    this.sleeper = sleeper;
  }

  /// Applies an edit.
  ///
  /// @param dryRun whether to only report the changes and write nothing
  public Edited run(RoleReference reference, Edit edit, boolean dryRun) {
    if (dryRun) {
      return planned(reference, edit);
    }
    try (var held = locks.hold(reference.name().text())) {
      return written(reference, edit, held.writes());
    }
  }

  /// Replaces a whole trust policy, and reads it back.
  ///
  /// @param expected the policy that the role must have
  /// @throws ProblemException missing: the role; refused: `world-moved-on`, if the role has neither
  ///   policy, or if IAM rejects the change
  public void replace(RoleReference reference, TrustPolicy expected, TrustPolicy desired) {
    var _ = run(reference, role -> replaced(role, expected, desired), false);
  }

  private static Edited replaced(Role role, TrustPolicy expected, TrustPolicy desired) {
    if (role.trust().meansSameAs(desired)) {
      return new Edited(role, role.trust(), List.of(), List.of());
    }
    if (!role.trust().meansSameAs(expected)) {
      throw ProblemException.refused(
          "world-moved-on",
          "another process changed the trust policy of role " + role.name() + " in the meantime",
          "run the command again");
    }
    return new Edited(role, desired, List.of(), List.of());
  }

  private Edited planned(RoleReference reference, Edit edit) {
    return checked(reference, edit, found(roles, reference));
  }

  private Edited written(RoleReference reference, Edit edit, TrustWrites writes) {
    var first = checked(reference, edit, current(reference, writes));
    var edited = first;
    var backoff = FIRST_PAUSE;
    for (var writings = 0; edited.changed(); writings++) {
      if (writings == MAX_WRITES) {
        throw ProblemException.unreachable(
            "trust-policy-contended",
            "another process keeps replacing the trust policy of role " + reference.name(),
            "stop that process, then run the command again");
      }
      edited = write(reference, edit, edited, writes);
      if (edited.changed()) {
        sleeper.sleep(backoff);
        backoff = backoff.multipliedBy(2);
        edited = checked(reference, edit, current(reference, writes));
      }
    }
    return first;
  }

  /// Writes the policy and reads it back.
  ///
  /// @return the remaining edit: unchanged, unless another process wrote in the meantime
  private Edited write(RoleReference reference, Edit edit, Edited edited, TrustWrites writes) {
    var arn = edited.role().arn();
    var before = edited.role().trust();
    writes.remember(arn, before, edited.policy());
    roles.updateTrust(reference.name().text(), edited.policy());
    var done = new CompletedWrites();
    done.add("the trust policy of role %s was written".formatted(reference.name()));
    try {
      var now = current(reference, writes);
      if (now.trust().equals(before)) {
        throw ProblemException.unreachable(
            "trust-policy-stale",
            "IAM still returns the old trust policy of role %s after a minute"
                .formatted(reference.name()),
            "check whether another process restores it");
      }
      var left = checked(reference, edit, now);
      if (!left.changed() && !now.trust().equals(edited.policy())) {
        // the policy as normalized by IAM, or as edited by another process
        writes.remember(arn, edited.policy(), now.trust());
      }
      return left;
    } catch (ProblemException e) {
      throw done.addTo(e);
    }
  }

  /// Returns the role, if possible with a trust policy that no write of this machine has replaced.
  /// Waits at most a minute for that.
  private Role current(RoleReference reference, TrustWrites writes) {
    var wait = FIRST_PAUSE;
    var waited = Duration.ZERO;
    var role = found(roles, reference);
    while (writes.stale(role.arn(), role.trust())
        && waited.compareTo(RecentTrustWrites.MEMORY) < 0) {
      sleeper.sleep(wait);
      waited = waited.plus(wait);
      wait = wait.compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : wait;
      role = found(roles, reference);
    }
    return role;
  }

  /// Returns the edit after all checks that need no write. The edit must not change its own result,
  /// and IAM must accept the length.
  private Edited checked(RoleReference reference, Edit edit, Role role) {
    var edited = edit.edit(role);
    if (edited.changed()) {
      if (edit.edit(role.trusting(edited.policy())).changed()) {
        throw ProblemException.unexpected(
            "trust-edit-unstable",
            "internal error: the edit of the trust policy of role %s would change its own result"
                .formatted(reference.name()),
            "to report it, include the policy");
      }
      checkLength(reference.name(), edited.policy());
    }
    return edited;
  }

  /// Returns the role of a reference.
  ///
  /// @throws ProblemException missing, with the name of a similar role, if there is one, and the
  ///   command that lists the roles; or with the ARN of the role of that name, if the reference has
  ///   another ARN
  public static Role found(Roles roles, RoleReference reference) {
    return roles
        .find(reference.name().text())
        .map(reference::checked)
        .orElseThrow(() ->
            ProblemException.missing(
                NO_SUCH_ROLE,
                "role %s not found".formatted(reference),
                MisspelledRole.of(reference.name().text(), roles)
                        .map(near -> "did you mean %s? ".formatted(near.name()))
                        .orElse("")
                    + "to list the roles that trust tokens, run: spiffe-aws trust role list"));
  }

  /// Reads the account's quota only if the default quota is exceeded.
  private void checkLength(RoleName name, TrustPolicy policy) {
    if (policy.length() > USUAL_QUOTA) {
      checkLength(name, policy, roles);
    }
  }

  static void checkLength(RoleName name, TrustPolicy policy, Roles roles) {
    if (policy.length() <= USUAL_QUOTA) {
      return;
    }
    var quota = roles.trustPolicyQuota().orElse(USUAL_QUOTA);
    if (policy.length() > quota) {
      throw ProblemException.refused(
          "trust-policy-too-long",
          "the trust policy of role %s would have %d characters, more than the quota of %d"
              .formatted(name, policy.length(), quota),
          "use a pattern instead of many IDs, distribute the IDs over several roles,"
              + " or request an increase of the quota L-C07B4B0D");
    }
  }
}
