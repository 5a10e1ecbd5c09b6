package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Change.Action;
import io.spiffeaws.change.Change.Kind;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.spire.EntryDiff;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.role.DesiredRole;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Converts planned changes to [Change]s, field by field.
final class PlannedChangeFields {
  private static final String NOT_DELETED =
      "not deleted: no longer in the chain; apply --prune deletes it";

  private PlannedChangeFields() {}

  static List<Change> of(PlannedChange step) {
    return of(step, null);
  }

  /// Converts a planned change.
  ///
  /// @param arn of the created resource; null if it is not created yet
  static List<Change> of(PlannedChange step, @Nullable String arn) {
    return switch (step) {
      case PlannedChange.Keep(var changes) -> changes;
      case PlannedChange.Conflict conflict -> List.of(failed(conflict, conflict.problem()));
      case PlannedChange.CreateEntry(var entry) ->
          List.of(entry(entry, Action.CREATED, EntryDiff.added(entry)));
      case PlannedChange.ReplaceEntry(var before, var after) ->
          List.of(entry(after, Action.UPDATED, EntryDiff.between(before, after)));
      case PlannedChange.DeleteEntry(var entry) ->
          List.of(entry(entry, Action.DELETED, EntryDiff.removed(entry)));
      case PlannedChange.CreateProvider create ->
          List.of(
              new Change(
                  Kind.OIDC_PROVIDER, create.issuer().text(), Action.CREATED, arn, lines(create)));
      case PlannedChange.ChangeProvider(var provider, var edits, var notes) ->
          List.of(
              provider(
                  provider,
                  Action.UPDATED,
                  Stream.concat(
                          edits.stream().flatMap(edit -> edit.lines().stream()), notes.stream())
                      .collect(Collectors.joining("\n"))));
      case PlannedChange.DeleteProvider(var provider) ->
          List.of(provider(provider, Action.DELETED, ""));
      case PlannedChange.CreateRole create -> created(create.role(), create.edits(), arn);
      case PlannedChange.ChangeRole change -> changed(change);
      case PlannedChange.DeleteRole(var role) -> deleted(role);
    };
  }

  /// A deletion that is not carried out. The reason is in the last change, that of the resource
  /// itself; the others are its policies.
  static PlannedChange.Keep notDeleted(PlannedChange step) {
    var changes = new ArrayList<Change>();
    of(step).forEach(change -> changes.add(unchanged(change, "")));
    changes.add(unchanged(changes.removeLast(), NOT_DELETED));
    return new PlannedChange.Keep(changes);
  }

  /// A role as it is, with its policies.
  ///
  /// @param note on the role
  static PlannedChange.Keep kept(RoleState role, String note) {
    var changes = new ArrayList<Change>();
    changes.add(role(role, Action.UNCHANGED, note));
    changes.addAll(unchangedPolicies(role, List.of()));
    return new PlannedChange.Keep(changes);
  }

  private static Change unchanged(Change change, String note) {
    return new Change(change.kind(), change.name(), Action.UNCHANGED, change.id(), note);
  }

  static Change failed(PlannedChange step, Problem problem) {
    if (step instanceof PlannedChange.Conflict(var kind, var name, var why)) {
      return new Change(kind, name, Action.FAILED, null, why.message());
    }
    var change =
        step instanceof PlannedChange.DeleteRole(var role)
            ? role(role, Action.DELETED, "")
            : of(step).getFirst();
    return new Change(change.kind(), change.name(), Action.FAILED, change.id(), problem.message());
  }

  private static Change entry(RegistrationEntry entry, Action action, String detail) {
    return new Change(Kind.ENTRY, entry.spiffeId().toString(), action, entry.id(), detail);
  }

  private static Change provider(OidcProvider provider, Action action, String detail) {
    return new Change(Kind.OIDC_PROVIDER, provider.url(), action, provider.arn().text(), detail);
  }

  private static Change role(RoleState role, Action action, String detail) {
    return new Change(Kind.ROLE, role.role().name(), action, role.role().arn(), detail);
  }

  private static String lines(PlannedChange.CreateProvider create) {
    return Stream.of(
            create.audiences().stream().map(text -> "+ audience " + text),
            create.thumbprints().stream().map(text -> "+ thumbprint " + text),
            new TreeMap<>(create.tags())
                .entrySet().stream().map(tag -> "+ tag " + tag.getKey() + "=" + tag.getValue()))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static List<Change> created(
      DesiredRole role, List<RoleEdit> edits, @Nullable String arn) {
    var lines = new ArrayList<String>();
    role.path().ifPresent(path -> lines.add("+ path: " + path));
    role.maxSession()
        .ifPresent(max -> lines.add("+ max_session_duration: " + DurationText.print(max)));
    role.boundary().ifPresent(boundary -> lines.add("+ permissions_boundary: " + boundary));
    new TreeMap<>(role.allTags()).forEach((key, value) -> lines.add("+ tag " + key + "=" + value));
    LineDiff.of("", role.trust().pretty()).lines().forEach(lines::add);
    var changes = new ArrayList<Change>();
    changes.add(
        new Change(Kind.ROLE, role.name().text(), Action.CREATED, arn, String.join("\n", lines)));
    changes.addAll(policies(edits, arn == null ? future(role) : arn));
    return changes;
  }

  /// The ARN that the role will have. Its policies are shown with it until the role exists.
  private static String future(DesiredRole role) {
    var provider = role.provider().orElseThrow();
    return "arn:%s:iam::%s:role%s%s"
        .formatted(
            provider.partition(), provider.account(), role.path().orElse("/"), role.name().text());
  }

  private static List<Change> changed(PlannedChange.ChangeRole change) {
    var lines =
        change.edits().stream()
            .flatMap(edit ->
                edit instanceof RoleEdit.OfRole ofRole ? ofRole.lines().stream() : Stream.of())
            .toList();
    var detail = new ArrayList<>(lines);
    detail.addAll(change.notes());
    var changes = new ArrayList<Change>();
    changes.add(
        role(
            change.role(),
            lines.isEmpty() ? Action.UNCHANGED : Action.UPDATED,
            String.join("\n", detail)));
    changes.addAll(policies(change.edits(), change.role().role().arn()));
    changes.addAll(unchangedPolicies(change.role(), changes));
    return changes;
  }

  /// The policies of a role that no change names, so that a plan counts the same resources before
  /// and after it is carried out.
  private static List<Change> unchangedPolicies(RoleState role, List<Change> changes) {
    return policies(role)
        .filter(name ->
            changes.stream()
                .noneMatch(
                    change -> change.kind() == Kind.ROLE_POLICY && change.name().equals(name)))
        .map(name -> policy(name, Action.UNCHANGED, role.role().arn(), ""))
        .toList();
  }

  private static Stream<String> policies(RoleState role) {
    return Stream.concat(role.attached().stream(), role.inline().keySet().stream());
  }

  private static List<Change> deleted(RoleState role) {
    var changes = new ArrayList<Change>();
    policies(role)
        .forEach(policy -> changes.add(policy(policy, Action.DELETED, role.role().arn(), "")));
    changes.add(role(role, Action.DELETED, ""));
    return changes;
  }

  private static List<Change> policies(List<RoleEdit> edits, @Nullable String arn) {
    return edits.stream()
        .flatMap(edit ->
            edit instanceof RoleEdit.OfPolicy ofPolicy
                ? Stream.of(policy(ofPolicy, arn))
                : Stream.of())
        .toList();
  }

  private static Change policy(RoleEdit.OfPolicy edit, @Nullable String arn) {
    return switch (edit) {
      case RoleEdit.Attach(var policy) -> policy(policy, Action.CREATED, arn, "");
      case RoleEdit.Detach(var policy) -> policy(policy, Action.DELETED, arn, "");
      case RoleEdit.DeletePolicy(var policy) -> policy(policy, Action.DELETED, arn, "");
      case RoleEdit.PutPolicy(var policy, var before, var after) ->
          policy(
              policy,
              before.isPresent() ? Action.UPDATED : Action.CREATED,
              arn,
              LineDiff.of(before.map(JsonText::pretty).orElse(""), JsonText.pretty(after)));
    };
  }

  private static Change policy(String name, Action action, @Nullable String arn, String detail) {
    return new Change(Kind.ROLE_POLICY, name, action, arn, detail);
  }
}
