package io.spiffeaws.oidc.publish;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.TrustBundles;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Publishes an issuer's documents, created from the SPIRE server's keys, so that the server itself
/// can stay private. The keys are written first, then the discovery document that refers to them.
public final class ExportIssuer {
  /// Relative to the issuer's URL (OpenID Connect Discovery 1.0, section 4).
  private static final String DOCUMENT = ".well-known/openid-configuration";

  private static final String KEYS = "keys";
  private static final Duration KEYS_FRESH = Duration.ofMinutes(1);
  private static final Duration DOCUMENT_FRESH = Duration.ofMinutes(5);

  private final TrustBundles bundles;
  private final IssuerPublisher files;
  private final Clock clock;

  public ExportIssuer(TrustBundles bundles, IssuerPublisher files, Clock clock) {
    this.bundles = bundles;
    this.files = files;
    this.clock = clock;
  }

  /// The parameters of an export.
  ///
  /// @param issuer as in jwt_issuer of the SPIRE server
  /// @param keep how long a key stays published after the server no longer has it
  /// @param dryRun whether only to report the changes
  public record Request(IssuerUrl issuer, Duration keep, boolean dryRun) {}

  /// Publishes the documents that changed.
  ///
  /// @return a change for each of the two documents
  /// @throws ProblemException if reading the server or the location fails; refused, if the location
  ///   has the document of another issuer
  public Changes run(Request request) {
    var published = files.read(KEYS);
    var old = files.read(DOCUMENT);
    old.ifPresent(text -> checkIssuer(text, request.issuer()));
    var keys =
        PublishedKeys.after(published, bundles.jwtAuthorities(), clock.instant(), request.keep());
    var changes = new ArrayList<Change>();
    changes.add(
        publish(
            KEYS, published, keys.text(), String.join("\n", keys.changes()), KEYS_FRESH, request));
    var document = JsonText.pretty(document(request.issuer())) + "\n";
    changes.add(
        publish(DOCUMENT, old, document, detail(old, request.issuer()), DOCUMENT_FRESH, request));
    return new Changes(changes, request.dryRun());
  }

  private Change publish(
      String name,
      Optional<String> old,
      String text,
      String detail,
      Duration fresh,
      Request request) {
    var changed = !old.equals(Optional.of(text));
    if (changed && !request.dryRun()) {
      files.write(name, text, fresh);
    }
    return new Change(
        Change.Kind.ISSUER_DOCUMENT,
        name,
        changed
            ? old.isEmpty() ? Change.Action.CREATED : Change.Action.UPDATED
            : Change.Action.UNCHANGED,
        files.location(name),
        changed ? detail : "");
  }

  /// Creates the discovery document, with the same members as SPIRE's discovery provider.
  private static Json.Obj document(IssuerUrl issuer) {
    var base = issuer.text().endsWith("/") ? issuer.text() : issuer.text() + "/";
    return Json.object()
        .with("issuer", Json.of(issuer.text()))
        .with("jwks_uri", Json.of(base + KEYS))
        .with("authorization_endpoint", Json.of(""))
        .with("response_types_supported", Json.strings(List.of("id_token")))
        .with("subject_types_supported", Json.strings(List.of("public")))
        .with(
            "id_token_signing_alg_values_supported",
            Json.strings(List.of("RS256", "ES256", "ES384")));
  }

  private static String detail(Optional<String> old, IssuerUrl issuer) {
    var document = document(issuer);
    var lines = new ArrayList<String>();
    var before = old.flatMap(ExportIssuer::object).orElse(Json.object());
    document
        .members()
        .forEach((name, value) -> {
          if (!before.get(name).equals(Optional.of(value))) {
            lines.add("+ " + name + ": " + JsonText.compact(value));
          }
        });
    before.members().keySet().stream()
        .filter(name -> document.get(name).isEmpty())
        .forEach(name -> lines.add("- " + name));
    return String.join("\n", lines);
  }

  private void checkIssuer(String text, IssuerUrl issuer) {
    var named = object(text).flatMap(document -> document.text("issuer")).orElse("(none)");
    if (!named.equals(issuer.text())) {
      throw ProblemException.refused(
          "other-issuer",
          "%s is the document of issuer %s, not of %s"
              .formatted(files.location(DOCUMENT), named, issuer),
          "specify that issuer or another location, or delete the document");
    }
  }

  private static Optional<Json.Obj> object(String text) {
    try {
      return JsonText.parse(text, "the document") instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (ProblemException notJson) {
      return Optional.empty();
    }
  }
}
