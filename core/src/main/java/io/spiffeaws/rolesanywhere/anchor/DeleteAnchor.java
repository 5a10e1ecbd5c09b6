package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.ListedRole;
import io.spiffeaws.trust.iam.Roles;
import java.util.List;

/// Deletes a trust anchor, if no role trusts it.
public final class DeleteAnchor {
  private static final int COMMANDS = 5;

  private final TrustAnchors anchors;
  private final Roles roles;

  public DeleteAnchor(TrustAnchors anchors, Roles roles) {
    this.anchors = anchors;
    this.roles = roles;
  }

  /// @param force delete a trust anchor that roles trust or that this tool did not create, or if
  ///   the caller may not list roles
  public record Request(ResourceReference reference, boolean force, boolean dryRun) {}

  /// Deletes the trust anchor. One that does not exist is reported as unchanged. With `force`,
  /// roles that trust it are a warning.
  ///
  /// @throws ProblemException refused, in a dry run too: `anchor-in-use`, `anchor-not-ours`, or if
  ///   AWS rejects a call
  public ChangeReport run(Request request) {
    var found = AnchorLookup.of(anchors).find(request.reference());
    if (found.isEmpty()) {
      var change =
          AnchorChange.of(
              request.reference().text(),
              Change.Action.UNCHANGED,
              null,
              List.of("trust anchor not found"));
      return report(change, List.of(), request);
    }
    var anchor = found.get().resource();
    checkManaged(found.get(), request);
    var warnings = users(anchor, request);
    if (!request.dryRun()) {
      anchors.delete(anchor.arn());
    }
    var change =
        AnchorChange.of(anchor.name(), Change.Action.DELETED, anchor.arn().toString(), List.of());
    return report(change, warnings, request);
  }

  private static ChangeReport report(Change change, List<String> warnings, Request request) {
    return new ChangeReport(new Changes(List.of(change), request.dryRun()), warnings);
  }

  private static void checkManaged(FoundResource<TrustAnchor> found, Request request) {
    if (!found.isManaged() && !request.force()) {
      throw ProblemException.refused(
          "anchor-not-ours",
          "trust anchor %s was not created by spiffe-aws (it has no tag spiffe-aws)"
              .formatted(found.resource().arn()),
          "to delete it anyway, run: " + forced(request));
    }
  }

  private List<String> users(TrustAnchor anchor, Request request) {
    var names = trusting(anchor.arn(), request);
    if (names.isEmpty()) {
      return List.of();
    }
    if (!request.force()) {
      var commands = new StringBuilder();
      names.stream()
          .limit(COMMANDS)
          .forEach(name ->
              commands.append(
                  TypedCommand.of(
                      "to see its trust policy, run: spiffe-aws trust role show %s\n", name)));
      throw ProblemException.refused(
          "anchor-in-use",
          "roles trust %s: %s".formatted(anchor.arn(), String.join(", ", names)),
          commands + "to delete it anyway, run: " + forced(request));
    }
    return List.of(
        "these roles can no longer be assumed through the trust anchor: "
            + String.join(", ", names));
  }

  private List<String> trusting(RolesAnywhereArn arn, Request request) {
    try {
      return roles.listed().stream()
          .filter(role -> role.trust().contains("\"" + arn + "\""))
          .map(ListedRole::name)
          .toList();
    } catch (ProblemException e) {
      if (!(e.problem() instanceof Problem.Refused refused)) {
        throw e;
      }
      if (request.force()) {
        return List.of();
      }
      throw ProblemException.refused(
          refused.code(),
          "cannot check whether roles trust the trust anchor: " + refused.message(),
          "allow iam:ListRoles, or delete it without that check: " + forced(request));
    }
  }

  private static String forced(Request request) {
    return TypedCommand.of("spiffe-aws trust anchor delete %s --force", request.reference());
  }
}
