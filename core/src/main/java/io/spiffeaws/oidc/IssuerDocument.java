package io.spiffeaws.oidc;

import io.spiffeaws.check.Check;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Checks the members of an issuer's discovery document.
///
/// @param url its address
/// @param members its content
record IssuerDocument(URI url, Json.Obj members) {
  private static final List<String> MEMBERS =
      List.of(
          "response_types_supported",
          "subject_types_supported",
          "id_token_signing_alg_values_supported");

  /// Parses a document.
  ///
  /// @throws ProblemException malformed, if the text is not a JSON object
  static IssuerDocument parse(URI url, String text) {
    return new IssuerDocument(url, Discovery.object(url, text));
  }

  /// Returns the issuer that it names.
  Optional<String> issuer() {
    return members.text("issuer");
  }

  /// The warning for absent members. AWS documents them as required, but was observed to accept a
  /// document without them.
  String absentMembers() {
    var absent = MEMBERS.stream().filter(member -> members.get(member).isEmpty()).toList();
    return absent.isEmpty()
        ? ""
        : "members that AWS documents as required are missing: " + String.join(", ", absent);
  }

  Check checkIssuer(IssuerUrl issuer) {
    var named = issuer();
    if (named.isEmpty()) {
      return bad("issuer", IssuerProblems.malformed(url, "it has no issuer"));
    }
    return named.get().equals(issuer.text())
        ? Check.good("issuer", named.get() + ", an exact match")
        : bad("issuer", IssuerProblems.mismatch(url, issuer.text(), named.get()));
  }

  /// Adds a failed check if the document has no usable URL of the keys.
  Optional<URI> keysUrl(List<Check> checks) {
    var named = members.text("jwks_uri").orElse("");
    if (named.isEmpty()) {
      checks.add(
          Check.bad(
              "jwks_uri",
              "the discovery document %s has no jwks_uri".formatted(url),
              WebServer.of(url.getHost())
                  .hint(
                      "set jwks_uri in the discovery document to the URL of the keys; the OIDC"
                          + " discovery provider and spiffe-aws oidc export do so")));
      return Optional.empty();
    }
    try {
      return Optional.of(HttpsUrl.parse("the jwks_uri", named));
    } catch (ProblemException e) {
      checks.add(bad("jwks_uri", e));
      return Optional.empty();
    }
  }

  private static Check bad(String name, ProblemException e) {
    return Check.bad(name, e.problem().message(), e.problem().hint());
  }
}
