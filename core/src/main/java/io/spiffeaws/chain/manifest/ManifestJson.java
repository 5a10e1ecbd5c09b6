package io.spiffeaws.chain.manifest;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.role.S3Access;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes a chain so that [ManifestReader] reads the same chain: one entry for each workload, with
/// policies in full. Not thread-safe.
public final class ManifestJson {
  private final Map<RoleName, ManifestRole> roles = new HashMap<>();
  private final Set<RoleName> written = new HashSet<>();
  private final Manifest manifest;

  private ManifestJson(Manifest manifest) {
    this.manifest = manifest;
    manifest.roles().forEach(role -> roles.put(role.name(), role));
  }

  /// The chain as JSON. Settings that have their default are left out.
  public static Json.Obj write(Manifest manifest) {
    return new ManifestJson(manifest).write();
  }

  private Json.Obj write() {
    var json = Json.object();
    if (!manifest.name().equals(Manifest.DEFAULT_NAME)) {
      json = json.with("name", Json.of(manifest.name()));
    }
    json = json.with("trust_domain", Json.of(manifest.trustDomain()));
    if (manifest.issuer().isPresent()) {
      json = json.with("issuer", Json.of(manifest.issuer().get().text()));
    }
    if (manifest.provider().isPresent()) {
      json = json.with("provider", provider(manifest.provider().get()));
    }
    if (manifest.rolesAnywhere().isPresent()) {
      json = json.with("roles_anywhere", rolesAnywhere(manifest.rolesAnywhere().get()));
    }
    return json.with(
        "workloads", Json.array(manifest.workloads().stream().map(this::workload).toList()));
  }

  private static Json provider(ManifestProvider provider) {
    var json = Json.object().with("audiences", Json.strings(provider.audiences()));
    json = with(json, "thumbprints", provider.thumbprints());
    return with(json, "tags", provider.tags());
  }

  private static Json rolesAnywhere(ManifestRolesAnywhere there) {
    var json =
        Json.object()
            .with("anchor", Json.of(there.anchor()))
            .with("profile", Json.of(there.profile()));
    json = flag(json, "accept_session_name", there.acceptsSessionName());
    return there.duration().equals(ManifestRolesAnywhere.DEFAULT_DURATION)
        ? json
        : json.with("duration", Json.of(DurationText.print(there.duration())));
  }

  private Json workload(Workload workload) {
    var json =
        Json.object()
            .with("id", Json.of(workload.spiffeId().path()))
            .with("parent_id", Json.of(workload.key().parentId().path()))
            .with(
                "selectors",
                Json.strings(workload.key().selectors().stream().map(Selector::toString).toList()));
    json = settings(json, workload.settings());
    return escaped(
        workload.role().isPresent() ? json.with("role", role(workload.role().get())) : json);
  }

  private static Json.Obj settings(Json.Obj to, EntrySettings settings) {
    var json = seconds(to, "x509_svid_ttl", settings.x509SvidTtl());
    json = seconds(json, "jwt_svid_ttl", settings.jwtSvidTtl());
    if (!settings.hint().isEmpty()) {
      json = json.with("hint", Json.of(settings.hint()));
    }
    json = with(json, "dns_names", settings.dnsNames());
    json = with(json, "federates_with", settings.federatesWith());
    if (settings.expiresAt().isPresent()) {
      json =
          json.with("expires_at", Json.of(settings.expiresAt().map(Instant::toString).orElse("")));
    }
    json = flag(json, "admin", settings.admin());
    json = flag(json, "downstream", settings.downstream());
    return flag(json, "store_svid", settings.storeSvid());
  }

  /// Writes a role: in full at its first occurrence, later by its name.
  private Json role(RoleName name) {
    var role = roles.get(name);
    if (role == null || !written.add(name)) {
      return Json.of(name.text());
    }
    var settings = role.settings();
    var json = ways(Json.object().with("name", Json.of(name.text())), role);
    json = with(json, "policies", settings.policies().orElse(List.of()));
    json = documents(json, settings.inlinePolicies().orElse(Map.of()));
    json = with(json, "s3", settings.s3().orElse(List.of()).stream().map(S3Access::text).toList());
    if (settings.maxSession().isPresent()) {
      json =
          json.with(
              "max_session_duration",
              Json.of(settings.maxSession().map(DurationText::print).orElse("")));
    }
    if (settings.path().isPresent()) {
      json = json.with("path", Json.of(settings.path().get()));
    }
    if (settings.boundary().isPresent()) {
      json = json.with("permissions_boundary", Json.of(settings.boundary().get()));
    }
    json = with(json, "tags", settings.tags());
    return flag(json, "session_tags", settings.sessionTags().orElse(false));
  }

  /// Writes the ways of a role if the chain has a source for both, and the audience of tokens.
  private Json.Obj ways(Json.Obj to, ManifestRole role) {
    var json = to;
    if (manifest.issuer().isPresent() && manifest.rolesAnywhere().isPresent()) {
      json = json.with("ways", Json.strings(role.ways().stream().map(RoleWay::word).toList()));
    }
    return role.ways().contains(RoleWay.WEB_IDENTITY)
        ? json.with("audience", Json.of(role.audience()))
        : json;
  }

  private static Json.Obj documents(Json.Obj to, Map<String, String> documents) {
    if (documents.isEmpty()) {
      return to;
    }
    var json = Json.object();
    for (var document : new TreeMap<>(documents).entrySet()) {
      json = json.with(document.getKey(), JsonText.parse(document.getValue(), "the inline policy"));
    }
    return to.with("inline_policies", json);
  }

  /// Escapes placeholders, so that a template does not fill them in.
  private static Json escaped(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var escaped = Json.object();
        for (var member : members.entrySet()) {
          escaped = escaped.with(escaped(member.getKey()), escaped(member.getValue()));
        }
        yield escaped;
      }
      case Json.Arr(var items) -> Json.array(items.stream().map(ManifestJson::escaped).toList());
      case Json.Str(var text) -> Json.of(escaped(text));
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static String escaped(String text) {
    return text.replace("${", "$${");
  }

  private static Json.Obj seconds(Json.Obj to, String name, int seconds) {
    return seconds == 0
        ? to
        : to.with(name, Json.of(DurationText.print(Duration.ofSeconds(seconds))));
  }

  private static Json.Obj flag(Json.Obj to, String name, boolean on) {
    return on ? to.with(name, Json.of(true)) : to;
  }

  private static Json.Obj with(Json.Obj to, String name, List<String> texts) {
    return texts.isEmpty() ? to : to.with(name, Json.strings(texts));
  }

  private static Json.Obj with(Json.Obj to, String name, Map<String, String> texts) {
    if (texts.isEmpty()) {
      return to;
    }
    var json = Json.object();
    for (var text : new TreeMap<>(texts).entrySet()) {
      json = json.with(text.getKey(), Json.of(text.getValue()));
    }
    return to.with(name, json);
  }
}
