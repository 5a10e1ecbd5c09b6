package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Change.Action;
import io.spiffeaws.change.Change.Kind;
import io.spiffeaws.trust.iam.TagDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts planned changes of IAM Roles Anywhere to [Change]s.
final class RolesAnywhereFields {
  private static final String ENABLED = "+ enabled";

  private RolesAnywhereFields() {}

  /// Converts a planned change of a trust anchor or a profile.
  ///
  /// @param arn of the created resource; null if it is not created yet
  static Change of(PlannedChange step, @Nullable String arn) {
    return switch (step) {
      case PlannedChange.CreateAnchor(var name, var cas, var tags) ->
          new Change(
              Kind.TRUST_ANCHOR,
              name,
              Action.CREATED,
              arn,
              text(CaChanges.lines(List.of(), cas), tagged(Map.of(), tags)));
      case PlannedChange.ChangeAnchor(var found, var cas, var enable, var tags) ->
          anchor(
              found,
              Action.UPDATED,
              text(
                  CaChanges.lines(found.anchor().cas(), cas),
                  enabled(enable),
                  tagged(found.tags(), tags)));
      case PlannedChange.DeleteAnchor(var found) -> anchor(found, Action.DELETED, "");
      case PlannedChange.CreateProfile(var settings, var tags) ->
          new Change(
              Kind.TRUST_PROFILE,
              settings.name(),
              Action.CREATED,
              arn,
              text(ProfileChanges.lines(settings), tagged(Map.of(), tags)));
      case PlannedChange.ChangeProfile(var found, var after, var enable, var tags) ->
          profile(
              found,
              Action.UPDATED,
              text(
                  ProfileChanges.lines(found.profile().settings(), after),
                  enabled(enable),
                  tagged(found.tags(), tags)));
      case PlannedChange.DeleteProfile(var found) -> profile(found, Action.DELETED, "");
      default -> throw new IllegalStateException("not of IAM Roles Anywhere");
    };
  }

  private static List<String> enabled(boolean enable) {
    return enable ? List.of(ENABLED) : List.of();
  }

  private static List<String> tagged(Map<String, String> before, Map<String, String> added) {
    return TagDiff.of(before, added, false).lines();
  }

  @SafeVarargs
  private static String text(List<String>... parts) {
    var lines = new ArrayList<String>();
    for (var part : parts) {
      lines.addAll(part);
    }
    return String.join("\n", lines);
  }

  private static Change anchor(RolesAnywhereState.Anchor found, Action action, String detail) {
    return new Change(
        Kind.TRUST_ANCHOR, found.anchor().name(), action, found.arn().toString(), detail);
  }

  private static Change profile(RolesAnywhereState.Profile found, Action action, String detail) {
    var profile = found.profile();
    return new Change(
        Kind.TRUST_PROFILE, profile.settings().name(), action, profile.arn().toString(), detail);
  }
}
