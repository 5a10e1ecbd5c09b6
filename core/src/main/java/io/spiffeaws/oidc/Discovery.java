package io.spiffeaws.oidc;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;

/// A discovery document (OpenID Connect Discovery 1.0, section 3).
///
/// @param issuer the issuer in the document, which equals the requested one
/// @param jwksUri URL of the keys
/// @param document the complete document
public record Discovery(String issuer, URI jwksUri, Json.Obj document) {
  /// Reads a document.
  ///
  /// @param url the URL that it was fetched from
  /// @param issuer the requested issuer
  /// @throws ProblemException malformed, if it is not such a document; refused, if it is the
  ///   document of another issuer
  static Discovery parse(URI url, String issuer, String text) {
    var document = object(url, text);
    var named =
        document
            .text("issuer")
            .orElseThrow(() -> IssuerProblems.malformed(url, "it has no issuer"));
    if (!named.equals(issuer)) {
      throw IssuerProblems.mismatch(url, issuer, named);
    }
    var keys =
        document
            .text("jwks_uri")
            .orElseThrow(() -> IssuerProblems.malformed(url, "it has no jwks_uri"));
    return new Discovery(issuer, HttpsUrl.parse("the jwks_uri", keys), document);
  }

  /// Parses a JSON object.
  ///
  /// @throws ProblemException malformed, if the text is not a JSON object
  static Json.Obj object(URI url, String text) {
    try {
      if (JsonText.parse(text, url.toString()) instanceof Json.Obj object) {
        return object;
      }
    } catch (ProblemException notJson) {
      throw IssuerProblems.malformed(url, "it is not JSON");
    }
    throw IssuerProblems.malformed(url, "it is not a JSON object");
  }
}
