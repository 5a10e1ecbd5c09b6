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

/// Looks at an issuer as STS does: its name, TLS, discovery document and keys, and whether one of
/// them signed a token. Whatever is wrong is a check that is not good, also what cannot be reached.
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

  /// @param token of this issuer, to look for its key
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
            issuer + " has a port, which IAM does not take",
            "serve it on port 443, and set jwt_issuer of the SPIRE server to its URL without port")
        : Check.good("url", issuer.text());
  }

  /// @param of what the names of the checks begin with
  private boolean reached(String of, IssuerUrl issuer, URI url, List<Check> checks) {
    try {
      var shown = handshake.shake(url);
      checks.add(dns(of, url, shown));
      checks.add(tls(of, url, shown));
      checks.add(authority(of, issuer, shown));
      return shown.untrusted().isEmpty();
    } catch (ProblemException e) {
      var name =
          switch (e.problem().code()) {
            case "unknown-host" -> "dns";
            case "connection-refused", "issuer-timed-out" -> "tcp";
            default -> "tls";
          };
      checks.add(bad(of + name, e.problem()));
      return false;
    }
  }

  private static Check dns(String of, URI url, IssuerHandshake.Shown shown) {
    var addresses = String.join(", ", shown.addresses());
    if (shown.detour()) {
      return Check.good(
          of + "dns",
          "not looked at: SPIFFE_AWS_CONNECT_TO sends %s to %s"
              .formatted(url.getHost(), addresses));
    }
    if (addresses.isEmpty()) {
      return Check.good(
          of + "dns", url.getHost() + " is resolved by the proxy, and not on this machine");
    }
    return shown.reachable()
        ? Check.good(of + "dns", url.getHost() + " is " + addresses)
        : Check.bad(
            of + "dns",
            "%s is %s, which AWS cannot reach".formatted(url.getHost(), addresses),
            "serve the two documents where the internet gets, and name it in public DNS; the SPIRE"
                + " server can stay private: spiffe-aws oidc export");
  }

  private static Check tls(String of, URI url, IssuerHandshake.Shown shown) {
    return shown
        .untrusted()
        .map(why ->
            Check.bad(
                of + "tls",
                why.substring(why.lastIndexOf(": ") + 2),
                "serve a certificate for %s of a public CA; a private one is named here by"
                        .formatted(url.getHost())
                    + " AWS_CA_BUNDLE, and to IAM by its thumbprint"))
        .orElseGet(() ->
            Check.good(
                of + "tls",
                "%s, certificate good until %s".formatted(shown.protocol(), shown.goodUntil())));
  }

  private static Check authority(String of, IssuerUrl issuer, IssuerHandshake.Shown shown) {
    return shown.publicCa()
        ? Check.good(of + "ca", "public: " + shown.madeBy())
        : new Check(
            of + "ca",
            shown.untrusted().isEmpty(),
            "private, so IAM must know its thumbprint: " + shown.madeBy(),
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
      // said below
    }
    checks.add(
        bad("discovery", IssuerProblems.malformed(url, "it is not a JSON object").problem()));
    return Optional.empty();
  }

  private static String seen(URI url, DocumentFetch.Fetched fetched) {
    return fetched.from().equals(url)
        ? url.toString()
        : "%s, which sends on to %s".formatted(url, fetched.from());
  }

  /// AWS names them as required, and was seen to do without.
  private static String members(Json.Obj document) {
    var absent = MEMBERS.stream().filter(member -> document.get(member).isEmpty()).toList();
    return absent.isEmpty()
        ? ""
        : "AWS asks for these members too, which are not there: " + String.join(", ", absent);
  }

  private static Check name(IssuerUrl issuer, URI url, Json.Obj document) {
    var named = document.text("issuer");
    return named.isEmpty()
        ? bad("issuer", IssuerProblems.malformed(url, "it names no issuer").problem())
        : named.get().equals(issuer.text())
            ? Check.good("issuer", named.get() + ", equal to the letter")
            : bad("issuer", IssuerProblems.mismatch(url, issuer.text(), named.get()).problem());
  }

  private static Optional<URI> keysUrl(Json.Obj document, List<Check> checks) {
    var named = document.text("jwks_uri").orElse("");
    if (named.isEmpty()) {
      checks.add(Check.bad("jwks_uri", "the discovery document has none", "have it name the keys"));
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
    var seconds = "both documents took %d ms".formatted(took.toMillis());
    return took.compareTo(AWS_PATIENCE) < 0
        ? Check.good("time", seconds + ", and AWS waits 5000")
        : Check.bad("time", seconds + ", and AWS waits 5000", "serve them as static files");
  }

  private static List<Check> token(JwtToken token, IssuerUrl issuer, String keys) {
    var named = token.issuer().orElse("(none)");
    var mine =
        named.equals(issuer.text())
            ? Check.good("token_issuer", named)
            : Check.bad(
                "token_issuer",
                "the token's issuer is %s, not %s".formatted(named, issuer),
                "set jwt_issuer of the SPIRE server to the issuer's URL, to the letter");
    return List.of(mine, signature(token, keys));
  }

  private static Check signature(JwtToken token, String keys) {
    var key = token.keyId().orElse("(unnamed)");
    try {
      return switch (SignatureCheck.check(token, keys)) {
        case GOOD -> Check.good("token_key", "signed by the key " + key);
        case ALGORITHM ->
            Check.bad(
                "token_key",
                "the token is signed with %s, which STS does not take".formatted(token.algorithm()),
                "set jwt_key_type = \"rsa-2048\" or \"ec-p256\" on the SPIRE server");
        case UNKNOWN_KEY ->
            Check.bad(
                "token_key",
                "the token is signed by the key %s, which is not among them".formatted(key),
                "publish the keys of the server that signed it: spiffe-aws oidc export --watch");
        case FORGED ->
            Check.bad(
                "token_key",
                "the key %s did not sign this token".formatted(key),
                "fetch one from the SPIFFE agent: spiffe-aws jwt fetch");
      };
    } catch (ProblemException e) {
      return bad("token_key", e.problem());
    }
  }

  private static Check bad(String name, Problem problem) {
    return Check.bad(name, problem.message(), problem.hint());
  }
}
