package io.spiffeaws.oidc;

import io.spiffeaws.oidc.CertificateFault.Kind;
import io.spiffeaws.oidc.CertificateFault.Trust;
import io.spiffeaws.time.DurationText;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the first fault of the certificates of one server, for [CertificateFault].
final class CertificateReview {
  private static final int MIN_RSA_BITS = 2048;
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_PURPOSE = "2.5.29.37.0";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final Set<String> BROKEN_HASHES = Set.of("SHA1", "SHA-1", "MD5", "MD2");

  private final SentChain chain;
  private final String host;
  private final Instant now;
  private final Trust trust;

  CertificateReview(List<X509Certificate> sent, String host, Instant now, Trust trust) {
    this.chain = SentChain.of(sent);
    this.host = host;
    this.now = now;
    this.trust = trust;
  }

  Optional<CertificateFault> fault() {
    return trust.trusted()
        ? weakKey().or(this::weakSignature)
        : time()
            .or(this::name)
            .or(this::purpose)
            .or(this::weakKey)
            .or(this::weakSignature)
            .or(this::notOfCa)
            .or(() -> Optional.of(untrusted()));
  }

  private Optional<CertificateFault> time() {
    return chain.path().stream().flatMap(one -> time(one).stream()).findFirst();
  }

  private Optional<CertificateFault> time(X509Certificate one) {
    var begin = one.getNotBefore().toInstant();
    var end = one.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return Optional.of(
          fault(
              Kind.EXPIRED,
              "%s expired at %s, %s ago".formatted(called(one), end, print(end, now)),
              "renew " + it(one) + ", and reload the web server"));
    }
    return begin.isAfter(now)
        ? Optional.of(
            fault(
                Kind.NOT_YET_VALID,
                "%s is not valid before %s, in %s".formatted(called(one), begin, print(now, begin)),
                "serve a certificate that is valid now, or wait until " + begin))
        : Optional.empty();
  }

  private Optional<CertificateFault> name() {
    var names = CertificateNames.of(chain.leaf());
    return names.fit(host)
        ? Optional.empty()
        : Optional.of(
            fault(
                Kind.OTHER_NAME,
                "the certificate is for %s, not for %s".formatted(names, host),
                "serve a certificate whose subject alternative name is " + host));
  }

  private Optional<CertificateFault> purpose() {
    var purposes = purposes(chain.leaf());
    if (purposes.isEmpty() || purposes.contains(SERVER_AUTH) || purposes.contains(ANY_PURPOSE)) {
      return Optional.empty();
    }
    var named = purposes.equals(List.of(CLIENT_AUTH)) ? "clientAuth" : String.join(", ", purposes);
    return Optional.of(
        fault(
            Kind.WRONG_PURPOSE,
            "the certificate of %s is not for servers: its extended key usage is %s, not serverAuth"
                .formatted(host, named),
            "serve a certificate with the extended key usage serverAuth"));
  }

  private static List<String> purposes(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of());
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private Optional<CertificateFault> weakKey() {
    return chain.path().stream()
        .filter(one ->
            one.getPublicKey() instanceof RSAKey key && key.getModulus().bitLength() < MIN_RSA_BITS)
        .findFirst()
        .map(one ->
            fault(
                Kind.WEAK_KEY,
                "%s has an RSA key of %d bits; at least 2048 are required"
                    .formatted(called(one), ((RSAKey) one.getPublicKey()).getModulus().bitLength()),
                "serve a certificate with an RSA key of 2048 bits or an EC key (P-256)"));
  }

  private Optional<CertificateFault> weakSignature() {
    return chain.path().stream()
        .filter(one -> !SentChain.selfIssued(one)) // the signature of a root is not checked
        .filter(one -> BROKEN_HASHES.stream().anyMatch(hash(one)::startsWith))
        .findFirst()
        .map(one ->
            fault(
                Kind.WEAK_SIGNATURE,
                "%s is signed with %s, which is broken".formatted(called(one), hash(one)),
                "serve a certificate that its CA signed with SHA-256"));
  }

  private static String hash(X509Certificate certificate) {
    var name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    return name.contains("WITH") ? name.substring(0, name.indexOf("WITH")) : name;
  }

  private Optional<CertificateFault> notOfCa() {
    return chain.path().stream()
        .skip(1)
        .filter(one -> one.getBasicConstraints() < 0)
        .findFirst()
        .map(one ->
            fault(
                Kind.NOT_A_CA,
                "%s issued a certificate, but is not a CA (basic constraints)"
                    .formatted(called(one)),
                "serve a certificate that a CA issued"));
  }

  private CertificateFault untrusted() {
    var missing = chain.top().getIssuerX500Principal().getName();
    if (chain.complete()) {
      return chain.path().size() == 1 ? selfSigned() : unknown(missing);
    }
    var onlyLeaf = chain.path().size() == 1;
    return chain.gap() || (onlyLeaf && (trust.bundle() || chain.namesIssuersAddress()))
        ? incomplete(missing, onlyLeaf && !chain.gap())
        : unknown(missing);
  }

  private CertificateFault selfSigned() {
    return fault(
        Kind.SELF_SIGNED,
        "the certificate of %s is self-signed".formatted(host),
        "serve a certificate that a CA issued; to trust this one here, " + addition());
  }

  private CertificateFault incomplete(String missing, boolean onlyLeaf) {
    return fault(
        Kind.INCOMPLETE,
        "the certificate chain is incomplete: the web server of %s sends %s, and not that of its"
                .formatted(host, onlyLeaf ? "only its own certificate" : "a certificate")
            + " issuer "
            + missing,
        "send the certificate of %s too, after the web server's own; if it is a root CA, to trust"
                .formatted(missing)
            + " it here, "
            + addition());
  }

  private CertificateFault unknown(String ca) {
    return new CertificateFault(
        Kind.UNKNOWN_CA,
        "the CA that issued the certificate of %s is neither public nor trusted here: %s"
            .formatted(host, ca),
        "get the CA's certificate from the operator of %s; to trust it here, %s"
            .formatted(host, addition()));
  }

  /// How to trust a CA here. A bundle that is set contains other CAs, so it is not replaced.
  private String addition() {
    return trust.bundle()
        ? "add the certificate to the file in AWS_CA_BUNDLE"
        : "run: export AWS_CA_BUNDLE=FILE";
  }

  private CertificateFault fault(Kind kind, String message, String hint) {
    return new CertificateFault(kind, message, WebServer.of(host).hint(hint));
  }

  private String called(X509Certificate one) {
    return one.equals(chain.leaf())
        ? "the certificate of " + host
        : "the CA certificate %s, which %s sends,"
            .formatted(one.getSubjectX500Principal().getName(), host);
  }

  private String it(X509Certificate one) {
    return one.equals(chain.leaf()) ? "the certificate" : "it";
  }

  private static String print(Instant from, Instant to) {
    return DurationText.print(
        Stream.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)
            .map(unit -> Duration.between(from, to).truncatedTo(unit))
            .filter(rounded -> !rounded.isZero())
            .findFirst()
            .orElse(Duration.between(from, to).truncatedTo(ChronoUnit.SECONDS)));
  }
}
