package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.time.DurationText;
import java.util.List;

/// Shows profiles of IAM Roles Anywhere.
public final class TrustProfileView {
  private TrustProfileView() {}

  public static void show(FoundResource<RolesAnywhereProfile> found, Output output) {
    output.result(
        () ->
            Json.object()
                .with(
                    "trust_profile",
                    json(found.resource()).with("tags", TrustView.json(found.tags()))),
        () -> text(found));
  }

  public static void show(List<RolesAnywhereProfile> profiles, Output output) {
    output.result(
        () ->
            Json.object()
                .with(
                    "trust_profiles",
                    Json.array(profiles.stream().map(TrustProfileView::json).toList())),
        () -> table(profiles).print(output));
  }

  private static Table table(List<RolesAnywhereProfile> profiles) {
    var table = new Table("NAME", "STATE", "ROLES", "ARN").optional("ROLES");
    profiles.forEach(profile ->
        table.row(
            List.of(
                profile.settings().name(),
                AnchorView.state(profile.enabled()),
                String.join(",", profile.settings().roles()),
                profile.arn().toString())));
    return table;
  }

  private static Json.Obj json(RolesAnywhereProfile profile) {
    var settings = profile.settings();
    return Json.object()
        .with("name", Json.of(settings.name()))
        .with("arn", Json.of(profile.arn().toString()))
        .with("enabled", Json.of(profile.enabled()))
        .with("roles", Json.strings(settings.roles()))
        .with("duration_seconds", Json.of(settings.duration().toSeconds()))
        .with("accepts_session_name", Json.of(settings.acceptsSessionName()))
        .with(
            "session_policy",
            settings.sessionPolicy().map(TrustProfileView::document).orElseGet(Json.Null::new))
        .with("policies", Json.strings(settings.policyArns()));
  }

  private static Json document(String policy) {
    try {
      return JsonText.parse(policy, "the session policy");
    } catch (ProblemException notJson) {
      return Json.of(policy);
    }
  }

  private static String text(FoundResource<RolesAnywhereProfile> found) {
    var profile = found.resource();
    var settings = profile.settings();
    return TrustView.field("name", settings.name())
        + TrustView.field("arn", profile.arn().toString())
        + TrustView.field("state", AnchorView.state(profile.enabled()))
        + TrustView.fields("role", settings.roles())
        + TrustView.field("duration", DurationText.print(settings.duration()))
        + TrustView.field(
            "session names", settings.acceptsSessionName() ? "accepted" : "not accepted")
        + TrustView.fields("session policy", settings.sessionPolicy().stream().toList())
        + TrustView.fields("policy", settings.policyArns())
        + TrustView.fields("tag", TrustView.texts(found.tags()));
  }
}
