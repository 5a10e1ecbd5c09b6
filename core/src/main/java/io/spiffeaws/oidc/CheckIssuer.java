package io.spiffeaws.oidc;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks an issuer as STS does: its name, TLS, discovery document and keys, and whether one of the
/// keys signed a token. Every problem is a failed check, also if a server cannot be reached.
public final class CheckIssuer {
  private static final Duration AWS_TIMEOUT = HttpsIssuerDocuments.AWS_TIMEOUT;
  private static final int OK = 200;

  private final CheckReachability reach;
  private final DocumentFetch documents;

  public CheckIssuer(IssuerHandshake handshake, DocumentFetch documents) {
    this.reach = new CheckReachability(handshake, documents);
    this.documents = documents;
  }

  /// Runs the checks.
  ///
  /// @param token a token of this issuer, whose key is looked up; empty to check only the issuer
  public List<Check> run(IssuerUrl issuer, Optional<JwtToken> token) {
    return find(issuer, token).checks();
  }

  /// Runs the checks, and returns what they found. Each document is fetched once.
  ///
  /// @param token a token of this issuer, whose key is looked up; empty to check only the issuer
  public IssuerFindings find(IssuerUrl issuer, Optional<JwtToken> token) {
    return new Run(issuer, token).findings();
  }

  /// The checks of one issuer. Not thread-safe.
  private final class Run {
    private final IssuerUrl issuer;
    private final Optional<JwtToken> token;
    private final List<Check> checks = new ArrayList<>();
    private Optional<String> named = Optional.empty();
    private Optional<IssuerHandshake.Inspection> server = Optional.empty();
    private Optional<Instant> servedAt = Optional.empty();
    private long servedNanos;

    Run(IssuerUrl issuer, Optional<JwtToken> token) {
      this.issuer = issuer;
      this.token = token;
    }

    IssuerFindings findings() {
      checks.add(url(issuer));
      var url = issuer.discoveryDocument();
      if (reached("", url)) {
        discovery(url);
      }
      return new IssuerFindings(checks, named, server, time());
    }

    /// Notes the time of the issuer's clock when an answer arrived.
    private void served(Optional<Instant> at) {
      if (servedAt.isEmpty()) {
        servedAt = at;
        servedNanos = System.nanoTime();
      }
    }

    private Optional<Instant> time() {
      return servedAt.map(at -> at.plusNanos(System.nanoTime() - servedNanos));
    }

    /// Returns whether the documents of a server can be fetched.
    private boolean reached(String prefix, URI url) {
      var result = reach.run(prefix, issuer, url, checks);
      server = result.inspection();
      served(result.servedAt());
      return result.usable();
    }

    private void discovery(URI url) {
      var fetched = fetched("discovery", url, Duration.ZERO);
      var document = fetched.flatMap(found -> document(url, found));
      if (fetched.isEmpty() || document.isEmpty()) {
        return;
      }
      named = document.get().issuer();
      checks.add(
          new Check("discovery", true, seen(url, fetched.get()), document.get().absentMembers()));
      checks.add(document.get().checkIssuer(issuer));
      document
          .get()
          .keysUrl(checks)
          .filter(keys -> sameServer(url, keys) || reached("jwks_", keys))
          .ifPresent(keys -> keys(keys, fetched.get().took()));
    }

    private Optional<IssuerDocument> document(URI url, DocumentFetch.Fetched fetched) {
      try {
        return Optional.of(IssuerDocument.parse(url, fetched.text()));
      } catch (ProblemException e) {
        checks.add(bad("discovery", e.problem()));
        return Optional.empty();
      }
    }

    /// @param before how long the discovery document took
    private void keys(URI url, Duration before) {
      if (before.compareTo(AWS_TIMEOUT) >= 0) {
        checks.add(tooSlow(issuer.discoveryDocument(), Duration.ZERO));
        return;
      }
      fetched("jwks_uri", url, before)
          .ifPresent(keys -> {
            checks.add(Check.good("jwks_uri", seen(url, keys)));
            checks.addAll(KeyRules.check(issuer, keys.text()));
            checks.add(time(url, before, keys.took()));
            token.ifPresent(signed -> {
              checks.add(tokenIssuer(signed));
              checks.add(CheckTokenKey.check(signed, issuer, url, keys.text()));
            });
          });
    }

    /// @param before how long the document before it took
    private Optional<DocumentFetch.Fetched> fetched(String name, URI url, Duration before) {
      try {
        var fetched = documents.fetch(url, AWS_TIMEOUT.minus(before));
        served(fetched.servedAt());
        if (fetched.status() == OK) {
          return Optional.of(fetched);
        }
        checks.add(bad(name, IssuerProblems.status(url, fetched.status()).problem()));
      } catch (ProblemException e) {
        checks.add(
            documents.timeout().compareTo(AWS_TIMEOUT) >= 0
                    && e.problem().code().equals("issuer-timed-out")
                ? tooSlow(url, before)
                : bad(name, e.problem()));
      }
      return Optional.empty();
    }

    private Check tokenIssuer(JwtToken signed) {
      var found = signed.issuer().orElse("(none)");
      return found.equals(issuer.text())
          ? Check.good("token_issuer", found)
          : Check.bad(
              "token_issuer",
              "the token's issuer is %s, not %s".formatted(found, issuer),
              "set jwt_issuer = \"%s\" in the SPIRE server's configuration, and restart it"
                  .formatted(issuer));
    }

    private Check time(URI url, Duration before, Duration took) {
      var both = before.plus(took);
      return both.compareTo(AWS_TIMEOUT) < 0
          ? Check.good(
              "time", "both documents took %d ms; AWS waits 5000 ms".formatted(both.toMillis()))
          : tooSlow(url, before);
    }

    /// @param url of the document that exceeded the limit
    private Check tooSlow(URI url, Duration before) {
      return Check.bad(
          "time",
          "%s takes more than %d ms%s (%s); AWS gives up after 5s"
              .formatted(
                  url,
                  AWS_TIMEOUT.minus(before).toMillis(),
                  before.isZero()
                      ? ""
                      : ", after %d ms for the discovery document".formatted(before.toMillis()),
                  server
                      .map(IssuerHandshake.Inspection::timing)
                      .orElse(IssuerHandshake.Timing.NONE)),
          WebServer.of(issuer.discoveryDocument().getHost()).hintToAnswerInTime());
    }
  }

  private static Check url(IssuerUrl issuer) {
    return issuer.hasPort()
        ? Check.bad(
            "url",
            issuer + " has a port, which IAM does not accept",
            "serve it on port 443, and set jwt_issuer = \"%s\" in the SPIRE server's configuration"
                .formatted(IssuerSpelling.corrected(issuer.text())))
        : Check.good("url", issuer.text());
  }

  private static boolean sameServer(URI url, URI keys) {
    return url.getHost().equalsIgnoreCase(keys.getHost()) && url.getPort() == keys.getPort();
  }

  private static String seen(URI url, DocumentFetch.Fetched fetched) {
    return fetched.from().equals(url)
        ? url.toString()
        : "%s, redirected to %s".formatted(url, fetched.from());
  }

  private static Check bad(String name, Problem problem) {
    return Check.bad(name, problem.message(), problem.hint());
  }
}
