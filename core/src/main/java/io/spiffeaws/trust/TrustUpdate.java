package io.spiffeaws.trust;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Pause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes a role's trust policy so that the change is there afterwards. IAM lets the last writer
/// win and has no condition on a write (IAM, UpdateAssumeRolePolicy). So processes of one machine
/// wait for each other, and what was written is read back and written again where another machine's
/// write has undone it. A write of another machine that falls between our reading and our writing
/// is lost, and cannot be seen from here.
public final class TrustUpdate {
  private static final int MAX_WRITES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int USUAL_QUOTA = 2048;

  /// What to make of a policy.
  public interface Edit {
    Edited edit(Role role);
  }

  /// @param changes one for each thing that was asked for
  /// @param warnings what to know besides
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
  private final Pause pause;

  public TrustUpdate(Roles roles, RoleLocks locks, Pause pause) {
    this.roles = roles;
    this.locks = locks;
    this.pause = pause;
  }

  /// @param dryRun whether to say what would change, and write nothing
  public Edited run(RoleName name, Edit edit, boolean dryRun) {
    if (dryRun) {
      return planned(name, edit);
    }
    try (var _ = locks.hold(name.text())) {
      return written(name, edit);
    }
  }

  private Edited planned(RoleName name, Edit edit) {
    var edited = edit.edit(found(roles, name));
    if (edited.changed()) {
      checkLength(name, edited.policy());
    }
    return edited;
  }

  private Edited written(RoleName name, Edit edit) {
    @Nullable Edited first = null;
    var wait = FIRST_PAUSE;
    for (var writes = 0; writes < MAX_WRITES; writes++) {
      var edited = edit.edit(found(roles, name));
      first = first == null ? edited : first;
      if (!edited.changed()) {
        return first;
      }
      if (writes > 0) {
        pause.pause(wait);
        wait = wait.multipliedBy(2);
        edited = edit.edit(found(roles, name));
      }
      checkLength(name, edited.policy());
      roles.updateTrust(name.text(), edited.policy());
    }
    if (first != null && !edit.edit(found(roles, name)).changed()) {
      return first;
    }
    throw ProblemException.unreachable(
        "trust-policy-contended",
        "someone else keeps writing the trust policy of role " + name + " over ours",
        "find out who does, and run the command again");
  }

  /// @throws ProblemException missing, with the command that makes it
  public static Role found(Roles roles, RoleName name) {
    return roles
        .find(name.text())
        .orElseThrow(() ->
            ProblemException.missing(
                "no-such-role",
                "there is no role " + name,
                "make it: spiffe-aws trust role create " + name + " --issuer URL --sub ID"));
  }

  /// Asks for the account's quota only where the usual one does not do.
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
          "the trust policy of role %s would have %d characters, and %d are allowed"
              .formatted(name, policy.length(), quota),
          "let in a pattern in place of many IDs, share them out over several roles,"
              + " or have the quota L-C07B4B0D raised");
    }
  }
}
