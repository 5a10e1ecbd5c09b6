package io.spiffeaws.trust.role;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.iam.TagDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The changes of a role's maximum session duration, permissions boundary and tags, which IAM
/// stores with the role itself. The constructor writes nothing; [#restrict], [#change] and
/// [#extend] do.
final class RoleSettingsEdit {
  /// The default of IAM (IAM, CreateRole, `MaxSessionDuration`).
  private static final Duration USUAL_SESSION = Duration.ofHours(1);

  private final Roles roles;
  private final Role role;
  private final DesiredRole desired;
  private final Optional<Duration> session;
  private final boolean boundary;
  private final TagDiff tags;

  /// Whether the maximum session duration can be set. If none was specified, a service that cannot
  /// change it is not an error.
  private boolean sessionSet = true;

  RoleSettingsEdit(Roles roles, Role role, DesiredRole desired) {
    this.roles = roles;
    this.role = role;
    this.desired = desired;
    this.session =
        desired
            .maxSession()
            .or(() -> desired.exact() ? Optional.of(USUAL_SESSION) : Optional.empty())
            .filter(max -> !max.equals(role.maxSession()));
    this.boundary =
        !desired.boundary().equals(role.boundary())
            && (desired.boundary().isPresent() || desired.exact());
    this.tags = TagDiff.of(role.tags(), CreateRole.marked(desired.tags()), desired.exact());
  }

  /// Whether the edit affects the policies: it changes the boundary, or tags that they may refer
  /// to.
  boolean changesMeaning() {
    return boundary || !tags.lines().isEmpty();
  }

  /// Shortens the maximum session duration.
  void restrict() {
    session.filter(max -> max.compareTo(role.maxSession()) < 0).ifPresent(this::set);
  }

  /// Sets the boundary and the tags.
  void change() {
    if (boundary) {
      desired.boundary().ifPresent(arn -> roles.putBoundary(role.name(), arn));
    }
    if (!tags.removed().isEmpty()) {
      roles.untag(role.name(), tags.removed());
    }
    if (!tags.added().isEmpty()) {
      roles.tag(role.name(), tags.added());
    }
  }

  /// Deletes the boundary and extends the maximum session duration.
  void extend() {
    if (boundary && desired.boundary().isEmpty()) {
      roles.deleteBoundary(role.name());
    }
    session.filter(max -> max.compareTo(role.maxSession()) > 0).ifPresent(this::set);
  }

  private void set(Duration max) {
    try {
      roles.updateMaxSession(role.name(), max);
    } catch (ProblemException e) {
      if (desired.maxSession().isPresent() || !e.problem().code().equals("not-offered")) {
        throw e;
      }
      sessionSet = false;
    }
  }

  /// The change as lines of a diff.
  List<String> lines() {
    var lines = new ArrayList<String>();
    session
        .filter(_ -> sessionSet)
        .ifPresent(max -> {
          lines.add("- max session " + role.maxSession().toSeconds() + "s");
          lines.add("+ max session " + max.toSeconds() + "s");
        });
    if (boundary) {
      role.boundary().ifPresent(arn -> lines.add("- permissions boundary " + arn));
      desired.boundary().ifPresent(arn -> lines.add("+ permissions boundary " + arn));
    }
    lines.addAll(tags.lines());
    return lines;
  }
}
