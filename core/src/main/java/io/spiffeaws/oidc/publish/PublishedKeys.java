package io.spiffeaws.oidc.publish;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.JwtAuthority;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An issuer's keys as a JWK Set (RFC 7517), in the form of SPIRE's own discovery provider.
///
/// A key that the server no longer has stays published for a while, because tokens that it signed
/// may still be in use. Its removal time is stored in the member `exp` (IANA, "JSON Web Key
/// Parameters"), so that the next run uses it. [UsableAuthorities] decides which of the server's
/// keys are published.
public final class PublishedKeys {
  static final String REMOVAL_TIME = "exp";

  private final List<Json.Obj> keys;
  private final List<String> changes;

  private PublishedKeys(List<Json.Obj> keys, List<String> changes) {
    this.keys = List.copyOf(keys);
    this.changes = List.copyOf(changes);
  }

  /// Returns the keys to publish.
  ///
  /// @param published the current document; empty if there is none
  /// @param authorities the server's current keys, at least one
  /// @param keep how long a key stays published after the server no longer has it
  /// @throws ProblemException malformed, if the current document is not a JWK Set; unexpected, if
  ///   the server has no key
  public static PublishedKeys after(
      Optional<String> published, List<JwtAuthority> authorities, Instant now, Duration keep) {
    var usable = UsableAuthorities.of(authorities, now, keep);
    var tainted = usable.tainted().stream().flatMap(key -> PublicJwk.find(key).stream()).toList();
    var found = published.map(PublishedKeys::read).orElse(List.of());
    var changes = new ArrayList<>(removals(found));
    var old = found.stream().flatMap(key -> TokenKey.of(key).stream()).toList();
    var keys = new ArrayList<>(usable.published().stream().map(PublicJwk::of).toList());
    keys.stream().filter(key -> !holds(old, key)).forEach(key -> changes.add("+ " + shown(key)));
    var current = new HashSet<>(usable.published().stream().map(JwtAuthority::keyId).toList());
    var gone = old.stream().filter(key -> !current.contains(name(key))).toList();
    for (var key : gone) {
      if (usable.isTainted(name(key)) || tainted.stream().anyMatch(TokenKey.same(key))) {
        changes.add("- " + shown(key) + ": the server marks it as tainted");
      } else if (usable.isExpired(name(key))) {
        changes.add("- " + shown(key) + ": it has expired");
      } else {
        keepFor(keep, now, key, keys, changes);
      }
    }
    return new PublishedKeys(keys, changes);
  }

  /// Adds a key that the server no longer has, until its removal time.
  private static void keepFor(
      Duration keep, Instant now, Json.Obj key, List<Json.Obj> keys, List<String> changes) {
    var removalTime = removalTime(key);
    var latest = now.plus(keep).plusSeconds(1);
    var end = removalTime.filter(latest::isAfter).orElse(latest);
    if (!end.isAfter(now) || keep.isZero()) {
      changes.add("- " + shown(key));
      return;
    }
    keys.add(key.with(REMOVAL_TIME, Json.of(end.getEpochSecond())));
    if (removalTime.isEmpty()) {
      changes.add("~ " + shown(key) + ": no longer on the server, will be removed at " + time(end));
    }
  }

  /// The changes for published keys and members that must not be published again.
  private static List<String> removals(List<Json.Obj> found) {
    var lines = new ArrayList<String>();
    for (var key : found) {
      var shown = TokenKey.of(key);
      if (shown.isEmpty()) {
        lines.add("- " + shown(key) + ": it does not verify tokens");
      } else if (!shown.get().equals(key)) {
        lines.add("~ " + shown(key) + ": removed members " + members(key, shown.get()));
      }
    }
    return lines;
  }

  private static String members(Json.Obj key, Json.Obj shown) {
    return key.members().keySet().stream()
        .filter(name -> shown.get(name).isEmpty())
        .collect(Collectors.joining(", "));
  }

  /// Returns the JWK Set on several lines, as SPIRE's provider writes it.
  public String text() {
    return JsonText.pretty(Json.object().with("keys", Json.array(keys))) + "\n";
  }

  /// Returns the changes, one line for each key: `+` is added, `~` will be removed later or lost
  /// members, `-` is removed.
  public List<String> changes() {
    return changes;
  }

  private static Instant time(Instant end) {
    return Instant.ofEpochSecond(end.getEpochSecond());
  }

  private static Optional<Instant> removalTime(Json.Obj key) {
    if (!(key.get(REMOVAL_TIME).orElse(null) instanceof Json.Num(var digits))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(digits)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Returns whether the list has a key with the same members.
  private static boolean holds(List<Json.Obj> keys, Json.Obj sought) {
    return keys.stream().anyMatch(key -> key.equals(sought));
  }

  private static String shown(Json.Obj key) {
    return "key "
        + key.text("kid").orElse("without kid")
        + " ("
        + key.text("alg").orElse("-")
        + ")";
  }

  private static String name(Json.Obj key) {
    return key.text("kid").orElse("");
  }

  private static List<Json.Obj> read(String published) {
    try {
      if (JsonText.parse(published, "the keys") instanceof Json.Obj set
          && set.get("keys").orElse(null) instanceof Json.Arr(var items)
          && items.stream().allMatch(Json.Obj.class::isInstance)) {
        return items.stream().map(Json.Obj.class::cast).toList();
      }
    } catch (ProblemException notJson) {
      // reported below
    }
    throw ProblemException.malformed(
        "malformed-jwks",
        "the document that is already published is not a JSON Web Key Set, so it is not changed",
        "if it is not needed, delete it first");
  }
}
