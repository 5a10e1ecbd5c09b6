package io.spiffeaws.oidc;

import io.spiffeaws.check.Check;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.SignatureCheck;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks an issuer as STS does: its name, TLS, discovery document and keys, and whether one of the
/// keys signed a token. Every problem is a failed check, also if a server cannot be reached.
public final class CheckIssuer {
  private static final Duration AWS_PATIENCE = HttpsIssuerDocuments.AWS_PATIENCE;
  private static final List<String> MEMBERS =
      List.of(
          "response_types_supported",
          "subject_types_supported",
          "id_token_signing_alg_values_supported");

  private final IssuerHandshake handshake;
  private final DocumentFetch documents;

  public CheckIssuer(IssuerHandshake handshake, DocumentFetch documents) {
    this.handshake = handshake;
    this.documents = documents;
  }

  /// Runs the checks.
  ///
  /// @param token a token of this issuer, whose key is looked up; empty to check only the issuer
  public List<Check> run(IssuerUrl issuer, Optional<JwtToken> token) {
    var checks = new ArrayList<Check>();
    checks.add(url(issuer));
    if (reached("", issuer, issuer.discoveryDocument(), checks)) {
      documents(issuer, token, checks);
    }
    return checks;
  }

  private static Check url(IssuerUrl issuer) {
    return issuer.hasPort()
        ? Check.bad(
            "url",
            issuer + " has a port, which IAM does not accept",
            "serve it on port 443, and set jwt_issuer of the SPIRE server to the URL without port")
        : Check.good("url", issuer.text());
  }

  /// Adds the checks of DNS and TLS, and returns whether the documents can be fetched.
  ///
  /// @param prefix of the names of the checks
  private boolean reached(String prefix, IssuerUrl issuer, URI url, List<Check> checks) {
    try {
      var shown = handshake.shake(url);
      checks.add(dns(prefix, url, shown));
      checks.add(tls(prefix, url, shown));
      checks.add(authority(prefix, issuer, shown));
      return shown.untrusted().isEmpty();
    } catch (ProblemException e) {
      var name =
          switch (e.problem().code()) {
            case "unknown-host" -> "dns";
            case "connection-refused", "issuer-timed-out" -> "tcp";
            default -> "tls";
          };
      checks.add(bad(prefix + name, e.problem()));
      return false;
    }
  }

  private static Check dns(String prefix, URI url, IssuerHandshake.Shown shown) {
    var addresses = String.join(", ", shown.addresses());
    if (shown.detour()) {
      return Check.good(
          prefix + "dns",
          "not checked: SPIFFE_AWS_CONNECT_TO redirects %s to %s"
              .formatted(url.getHost(), addresses));
    }
    if (addresses.isEmpty()) {
      return Check.good(
          prefix + "dns", url.getHost() + " is resolved by the proxy, not on this machine");
    }
    return shown.reachable()
        ? Check.good(prefix + "dns", url.getHost() + " resolves to " + addresses)
        : Check.bad(
            prefix + "dns",
            "%s resolves to %s, which AWS cannot reach".formatted(url.getHost(), addresses),
            "serve the discovery document and the keys at a public address with a public DNS name;"
                + " to keep the SPIRE server private, publish them with: spiffe-aws oidc export");
  }

  private static Check tls(String prefix, URI url, IssuerHandshake.Shown shown) {
    return shown
        .untrusted()
        .map(why ->
            Check.bad(
                prefix + "tls",
                why.substring(why.lastIndexOf(": ") + 2),
                "serve a certificate for %s issued by a public CA; for a private CA, set"
                        .formatted(url.getHost())
                    + " AWS_CA_BUNDLE here and add its thumbprint to the IAM provider"))
        .orElseGet(() ->
            Check.good(
                prefix + "tls",
                "%s, certificate valid until %s".formatted(shown.protocol(), shown.goodUntil())));
  }

  private static Check authority(String prefix, IssuerUrl issuer, IssuerHandshake.Shown shown) {
    return shown.publicCa()
        ? Check.good(prefix + "ca", "public: " + shown.madeBy())
        : new Check(
            prefix + "ca",
            shown.untrusted().isEmpty(),
            "private: " + shown.madeBy() + "; the IAM provider must have its thumbprint",
            TypedCommand.of(
                "spiffe-aws trust provider create %s --thumbprint %s", issuer, shown.thumbprint()));
  }

  private void documents(IssuerUrl issuer, Optional<JwtToken> token, List<Check> checks) {
    var url = issuer.discoveryDocument();
    var fetched = fetched("discovery", url, checks);
    var document = fetched.flatMap(found -> object(found, url, checks));
    if (fetched.isEmpty() || document.isEmpty()) {
      return;
    }
    checks.add(new Check("discovery", true, seen(url, fetched.get()), members(document.get())));
    checks.add(name(issuer, url, document.get()));
    var keysUrl = keysUrl(document.get(), checks);
    if (keysUrl.isEmpty() || !sameServer(issuer, url, keysUrl.get(), checks)) {
      return;
    }
    fetched("jwks_uri", keysUrl.get(), checks)
        .ifPresent(keys -> {
          checks.add(Check.good("jwks_uri", seen(keysUrl.get(), keys)));
          checks.addAll(KeyRules.check(keys.text()));
          checks.add(time(fetched.get().took().plus(keys.took())));
          token.ifPresent(signed -> checks.addAll(token(signed, issuer, keys.text())));
        });
  }

  private Optional<DocumentFetch.Fetched> fetched(String name, URI url, List<Check> checks) {
    try {
      return Optional.of(documents.fetch(url));
    } catch (ProblemException e) {
      checks.add(bad(name, e.problem()));
      return Optional.empty();
    }
  }

  private static Optional<Json.Obj> object(
      DocumentFetch.Fetched fetched, URI url, List<Check> checks) {
    try {
      if (JsonText.parse(fetched.text(), url.toString()) instanceof Json.Obj object) {
        return Optional.of(object);
      }
    } catch (ProblemException notJson) {
      // reported below
    }
    checks.add(
        bad("discovery", IssuerProblems.malformed(url, "it is not a JSON object").problem()));
    return Optional.empty();
  }

  private static String seen(URI url, DocumentFetch.Fetched fetched) {
    return fetched.from().equals(url)
        ? url.toString()
        : "%s, redirected to %s".formatted(url, fetched.from());
  }

  /// The warning for absent members. AWS documents them as required, but was observed to accept a
  /// document without them.
  private static String members(Json.Obj document) {
    var absent = MEMBERS.stream().filter(member -> document.get(member).isEmpty()).toList();
    return absent.isEmpty()
        ? ""
        : "members that AWS documents as required are missing: " + String.join(", ", absent);
  }

  private static Check name(IssuerUrl issuer, URI url, Json.Obj document) {
    var named = document.text("issuer");
    return named.isEmpty()
        ? bad("issuer", IssuerProblems.malformed(url, "it has no issuer").problem())
        : named.get().equals(issuer.text())
            ? Check.good("issuer", named.get() + ", an exact match")
            : bad("issuer", IssuerProblems.mismatch(url, issuer.text(), named.get()).problem());
  }

  private static Optional<URI> keysUrl(Json.Obj document, List<Check> checks) {
    var named = document.text("jwks_uri").orElse("");
    if (named.isEmpty()) {
      checks.add(
          Check.bad(
              "jwks_uri",
              "the discovery document has no jwks_uri",
              "set jwks_uri in the discovery document to the URL of the keys"));
      return Optional.empty();
    }
    try {
      return Optional.of(HttpsUrl.parse("the jwks_uri", named));
    } catch (ProblemException e) {
      checks.add(bad("jwks_uri", e.problem()));
      return Optional.empty();
    }
  }

  private boolean sameServer(IssuerUrl issuer, URI url, URI keys, List<Check> checks) {
    return (url.getHost().equalsIgnoreCase(keys.getHost()) && url.getPort() == keys.getPort())
        || reached("jwks_", issuer, keys, checks);
  }

  private static Check time(Duration took) {
    var seconds = "both documents took %d ms; AWS waits 5000 ms".formatted(took.toMillis());
    return took.compareTo(AWS_PATIENCE) < 0
        ? Check.good("time", seconds)
        : Check.bad("time", seconds, "serve them as static files");
  }

  private static List<Check> token(JwtToken token, IssuerUrl issuer, String keys) {
    var named = token.issuer().orElse("(none)");
    var issuerCheck =
        named.equals(issuer.text())
            ? Check.good("token_issuer", named)
            : Check.bad(
                "token_issuer",
                "the token's issuer is %s, not %s".formatted(named, issuer),
                "set jwt_issuer of the SPIRE server to exactly the issuer's URL");
    return List.of(issuerCheck, signature(token, keys));
  }

  private static Check signature(JwtToken token, String keys) {
    var key = token.keyId().orElse("(unnamed)");
    try {
      return switch (SignatureCheck.check(token, keys)) {
        case GOOD -> Check.good("token_key", "signed by key " + key);
        case ALGORITHM ->
            Check.bad(
                "token_key",
                "the token is signed with %s, which STS does not support"
                    .formatted(token.algorithm()),
                "set jwt_key_type = \"rsa-2048\" or \"ec-p256\" on the SPIRE server");
        case UNKNOWN_KEY ->
            Check.bad(
                "token_key",
                "the token is signed by key %s, which the issuer does not publish".formatted(key),
                "to publish the keys of the SPIRE server that signed it, run:"
                    + " spiffe-aws oidc export --watch");
        case FORGED ->
            Check.bad(
                "token_key",
                "key %s did not sign this token".formatted(key),
                "to fetch a new token from the SPIFFE agent, run: spiffe-aws jwt fetch");
      };
    } catch (ProblemException e) {
      return bad("token_key", e.problem());
    }
  }

  private static Check bad(String name, Problem problem) {
    return Check.bad(name, problem.message(), problem.hint());
  }
}
