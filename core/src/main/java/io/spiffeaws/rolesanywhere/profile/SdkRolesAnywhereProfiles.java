package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.json.Json;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.management.ManagementCalls;
import io.spiffeaws.rolesanywhere.management.ResourceCalls;
import io.spiffeaws.rolesanywhere.management.ResourceTags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// [RolesAnywhereProfiles] by the management API. Thread-safe.
public final class SdkRolesAnywhereProfiles implements RolesAnywhereProfiles {
  private static final long DEFAULT_SECONDS = 3600;

  private final ResourceCalls calls;
  private final ResourceTags tags;
  private final String region;

  /// @param region for lists and new profiles; otherwise the ARN contains it
  public SdkRolesAnywhereProfiles(ManagementCalls calls, String region) {
    this.calls = ResourceCalls.profiles(calls);
    this.tags = new ResourceTags(calls);
    this.region = region;
  }

  @Override
  public List<RolesAnywhereProfile> list() {
    return calls.list(region).stream().map(SdkRolesAnywhereProfiles::parse).toList();
  }

  @Override
  public Optional<RolesAnywhereProfile> find(RolesAnywhereArn arn) {
    return calls.find(arn).map(SdkRolesAnywhereProfiles::shown);
  }

  @Override
  public RolesAnywhereProfile create(ProfileSettings settings, Map<String, String> tags) {
    var body = json(settings).with("enabled", Json.of(true)).with("tags", ResourceTags.json(tags));
    return shown(calls.create(region, body));
  }

  @Override
  public RolesAnywhereProfile update(RolesAnywhereArn arn, ProfileSettings settings) {
    return shown(calls.update(arn, json(settings)));
  }

  @Override
  public void enable(RolesAnywhereArn arn) {
    calls.enable(arn);
  }

  @Override
  public void delete(RolesAnywhereArn arn) {
    calls.delete(arn);
  }

  @Override
  public Map<String, String> tags(RolesAnywhereArn arn) {
    return tags.of(arn.toString(), arn.region());
  }

  @Override
  public void tag(RolesAnywhereArn arn, Map<String, String> added) {
    tags.add(arn.toString(), arn.region(), added);
  }

  /// The session policy is left out if there is none: the service accepts no empty one.
  private static Json.Obj json(ProfileSettings settings) {
    var json =
        Json.object()
            .with("name", Json.of(settings.name()))
            .with("roleArns", Json.strings(settings.roles()))
            .with("managedPolicyArns", Json.strings(settings.policyArns()))
            .with("durationSeconds", Json.of(settings.duration().toSeconds()))
            .with("acceptRoleSessionName", Json.of(settings.acceptsSessionName()));
    return settings
        .sessionPolicy()
        .map(policy -> json.with("sessionPolicy", Json.of(policy)))
        .orElse(json);
  }

  private static RolesAnywhereProfile shown(Json.Obj answer) {
    return parse(ManagementCalls.object(answer, "profile"));
  }

  static RolesAnywhereProfile parse(Json.Obj json) {
    return new RolesAnywhereProfile(
        ResourceCalls.arn(json, "profileArn", RolesAnywhereArn.Type.PROFILE),
        isTrue(json, "enabled"),
        new ProfileSettings(
            ManagementCalls.text(json, "name"),
            texts(json, "roleArns"),
            duration(json),
            isTrue(json, "acceptRoleSessionName"),
            json.text("sessionPolicy").filter(policy -> !policy.isBlank()),
            texts(json, "managedPolicyArns")));
  }

  private static boolean isTrue(Json.Obj json, String member) {
    return json.get(member).equals(Optional.of(Json.of(true)));
  }

  private static List<String> texts(Json.Obj json, String member) {
    return json.get(member).orElse(null) instanceof Json.Arr(var items)
        ? items.stream()
            .flatMap(item -> item instanceof Json.Str(var text) ? Stream.of(text) : Stream.of())
            .toList()
        : List.of();
  }

  private static Duration duration(Json.Obj json) {
    try {
      return Duration.ofSeconds(
          json.get("durationSeconds").orElse(null) instanceof Json.Num(var digits)
              ? Long.parseLong(digits)
              : DEFAULT_SECONDS);
    } catch (NumberFormatException e) {
      throw ManagementCalls.unusable();
    }
  }
}
