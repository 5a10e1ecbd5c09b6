package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckIssuerTest {
  private static final String ISSUER = "https://oidc.example.org";
  private static final String DOCUMENT = ISSUER + "/.well-known/openid-configuration";
  private static final String GOOD =
      "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\",\"response_types_supported\":[\"id_token\"],\"subject_types_supported\":[\"public\"],\"id_token_signing_alg_values_supported\":[\"RS256\"]}"
          .formatted(ISSUER, ISSUER);

  private static final String ED25519 =
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
  private static final Map<String, String> KEYS = made();
  private static final Instant CLOCK = Instant.ofEpochSecond(1_000_000);

  private final TokenForge forge = new TokenForge("k1");
  private final Map<String, String> served = new HashMap<>(Map.of(DOCUMENT, GOOD));
  private final List<String> fetches = new ArrayList<>();
  private Duration slow = Duration.ofMillis(10);
  private IssuerHandshake handshake = _ -> inspection(true, Optional.empty(), true);

  @Test
  void validIssuerPassesEveryCheck() {
    served.put(ISSUER + "/keys", forge.keys());

    var checks = run(Optional.of(forge.signed("{\"iss\":\"%s\"}".formatted(ISSUER))));

    assertThat(checks).allMatch(Check::ok);
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "url",
            "dns",
            "tls",
            "ca",
            "discovery",
            "issuer",
            "jwks_uri",
            "keys",
            "key_ids",
            "key_kinds",
            "private_keys",
            "time",
            "token_issuer",
            "token_key");
  }

  /// Documents served instead of the discovery document, and the checks that fail.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <html>                                                              | discovery
          []                                                                  | discovery
          {}                                                                  | issuer jwks_uri
          {'issuer':'https://oidc.example.org/','jwks_uri':'https://oidc.example.org/keys'} | issuer
          {'issuer':'https://OIDC.example.org','jwks_uri':'https://oidc.example.org/keys'} | issuer
          {'issuer':'https://oidc.example.org','jwks_uri':'http://oidc.example.org/keys'} | jwks_uri
          {'issuer':'https://oidc.example.org','jwks_uri':'::'}               | jwks_uri
          {'issuer':'https://oidc.example.org','jwks_uri':'https://oidc.example.org:65536/keys'} | jwks_uri
          {'issuer':'https://oidc.example.org','jwks_uri':'https://other.example.org:0/keys'} | jwks_uri
          {'issuer':'https://oidc.example.org','jwks_uri':'https://oidc.example.org/none'} | jwks_uri
          {'issuer':'https://oidc.example.org','jwks_uri':'https://oidc.example.org/keys'} |
          """)
  void invalidDocumentFailsTheExpectedCheck(String body, String expected) {
    served.put(ISSUER + "/keys", forge.keys());
    served.put(DOCUMENT, body.replace('\'', '"'));

    assertThat(failed(run(Optional.empty()))).isEqualTo(names(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                                       | keys
          {'keys':[1]}                                             | keys
          {'keys':[]}                                              | keys
          {'keys':[EC]}                                            |
          {'keys':[RSA]}                                           |
          {'keys':[EC,RSA]}                                        |
          {'keys':[EC,EC]}                                         | key_ids
          {'keys':[{'kty':'EC'}]}                                  | key_ids key_kinds
          {'keys':[{'kty':'EC','kid':'x','crv':'P-256','x':'AA','y':'AA'}]} | key_kinds
          {'keys':[ED]}                                            | key_kinds
          {'keys':[SMALL]}                                         | key_kinds
          {'keys':[PRIVATE]}                                       | private_keys
          {'keys':[SVID]}                                          | key_kinds
          {'keys':[ALG]}                                           | key_kinds
          {'keys':[PS]}                                            | key_kinds
          """)
  void invalidKeysFailTheExpectedCheck(String body, String expected) throws Exception {
    served.put(ISSUER + "/keys", keys(body));

    assertThat(failed(run(Optional.empty()))).isEqualTo(names(expected));
  }

  @Test
  void moreThanAHundredKeysOfOneTypeFail() throws Exception {
    var many =
        IntStream.rangeClosed(0, 100)
            .mapToObj(i -> keys("EC").replace("\"ec\"", "\"k" + i + "\""))
            .collect(Collectors.joining(","));
    served.put(ISSUER + "/keys", "{\"keys\":[" + many + "]}");

    assertThat(failed(run(Optional.empty()))).containsExactly("keys");
  }

  @Test
  void slowDocumentsAndTokensOfOtherIssuersFail() {
    served.put(ISSUER + "/keys", forge.keys());
    slow = Duration.ofSeconds(3);

    assertThat(failed(run(Optional.of(new TokenForge("k2").signed("{\"iss\":\"https://other\"}")))))
        .containsExactly("time", "token_issuer", "token_key");
    assertThat(failed(run(Optional.of(forge.forged("{\"iss\":\"%s\"}".formatted(ISSUER))))))
        .containsExactly("time", "token_key");
  }

  @Test
  void unreachableIssuerFailsAndStopsTheChecks() {
    handshake =
        _ -> {
          throw ProblemException.unreachable(
              "unknown-host", "its host name cannot be resolved", "");
        };
    assertThat(failed(run(Optional.empty()))).containsExactly("dns");

    handshake = _ -> inspection(false, fault(CertificateFault.Kind.OTHER_NAME), false);
    assertThat(failed(run(Optional.empty()))).containsExactly("dns", "tls");

    handshake = _ -> inspection(true, fault(CertificateFault.Kind.UNKNOWN_CA), false);
    assertThat(failed(run(Optional.empty()))).containsExactly("ca");

    handshake = _ -> inspection(true, Optional.empty(), false);
    served.put(ISSUER + "/keys", forge.keys());
    assertThat(failed(run(Optional.empty()))).isEmpty();
  }

  @Test
  void documentsShareTheTimeThatAwsWaits() {
    served.put(ISSUER + "/keys", forge.keys());
    slow = Duration.ofSeconds(5);

    assertThat(failed(run(Optional.empty()))).containsExactly("time");
    assertThat(fetches).containsExactly(DOCUMENT);
  }

  /// The document that takes longer than the limit, the limit in seconds, and the failed check with
  /// the document that it names.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /keys                             | 5 | time      | /keys takes more than 4990 ms, after 10 ms for the discovery document
          /.well-known/openid-configuration | 5 | time      | /.well-known/openid-configuration takes more than 5000 ms (
          /keys                             | 2 | jwks_uri  | /keys: no complete response within 2000 ms
          /.well-known/openid-configuration | 2 | discovery | /.well-known/openid-configuration: no complete response within 2000 ms
          """)
  void slowDocumentIsNamed(String path, int limit, String failed, String text) {
    var timeout = Duration.ofSeconds(limit);
    var documents =
        new DocumentFetch() {
          @Override
          public Fetched fetch(URI url) {
            if (url.getPath().equals(path)) {
              throw IssuerProblems.timedOut(url, timeout);
            }
            return fetched(url);
          }

          @Override
          public Duration timeout() {
            return timeout;
          }
        };

    var checks = new CheckIssuer(handshake, documents).run(new IssuerUrl(ISSUER), Optional.empty());

    assertThat(failed(checks)).containsExactly(failed);
    assertThat(checks.getLast().detail()).contains(ISSUER + text);
  }

  @Test
  void eachDocumentIsFetchedOnceAndErrorsTellTheTimeToo() {
    served.put(ISSUER + "/keys", forge.keys());

    var found =
        new CheckIssuer(handshake, this::fetched).find(new IssuerUrl(ISSUER), Optional.empty());

    assertThat(fetches).containsExactly(DOCUMENT, ISSUER + "/keys");
    assertThat(found.named()).contains(ISSUER);
    assertThat(found.time().orElseThrow()).isAfterOrEqualTo(CLOCK);

    served.remove(DOCUMENT);
    var failed =
        new CheckIssuer(handshake, this::fetched).find(new IssuerUrl(ISSUER), Optional.empty());
    assertThat(failed(failed.checks())).containsExactly("discovery");
    assertThat(failed.time()).isPresent();
  }

  @Test
  void hostIsFetchedInLowerCase() {
    assertThat(new IssuerUrl("https://OIDC.example.org/Path").discoveryDocument())
        .hasToString("https://oidc.example.org/Path/.well-known/openid-configuration");
  }

  @Test
  void unknownKeyIsShownBesideThePublishedOnes() {
    served.put(ISSUER + "/keys", new TokenForge("former").keys());

    var check = run(Optional.of(forge.signed("{\"iss\":\"%s\"}".formatted(ISSUER)))).getLast();

    assertThat(check.name()).isEqualTo("token_key");
    assertThat(check.detail()).contains("key k1", ISSUER + "/keys", "the key former");
    assertThat(check.hint()).contains("oidc export --issuer " + ISSUER + " --out oidc --watch");
  }

  @Test
  void privateCaThatIsTrustedHasNoHint() {
    handshake = _ -> inspection(true, Optional.empty(), false);
    served.put(ISSUER + "/keys", forge.keys());

    assertThat(run(Optional.empty())).allMatch(check -> check.ok() && check.hint().isEmpty());
  }

  @Test
  void portInTheUrlFails() {
    assertThat(
            new CheckIssuer(handshake, this::fetched)
                .run(new IssuerUrl(ISSUER + ":8443"), Optional.empty()))
        .first()
        .matches(check -> check.name().equals("url") && !check.ok());
  }

  @ParameterizedTest
  @ValueSource(strings = {":0", ":65536", ":99999999999/a"})
  void portOutOfRangeIsMalformed(String port) {
    assertThatThrownBy(() -> IssuerUrl.parse(ISSUER + port)).isInstanceOf(ProblemException.class);
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 300).mapToObj(seed -> 33_000L + seed);
  }

  /// A broken document is reported as a failed check, without an exception.
  @ParameterizedTest
  @MethodSource("seeds")
  void brokenDocumentsFailWithoutException(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    served.put(ISSUER + "/keys", broken(random, keys("{'keys':[EC,RSA,ED,PRIVATE]}")));
    if (random.nextBoolean()) {
      served.put(DOCUMENT, broken(random, GOOD));
    }

    assertThat(run(Optional.of(forge.signed("{\"iss\":\"%s\"}".formatted(ISSUER))))).isNotEmpty();
  }

  private static String broken(SplittableRandom random, String good) {
    var text = new StringBuilder(good);
    for (var i = 0; i < 1 + random.nextInt(5); i++) {
      text.setCharAt(
          random.nextInt(text.length()),
          random.nextBoolean()
              ? "{}[],:\"0".charAt(random.nextInt(8))
              : (char) random.nextInt(256));
    }
    return text.substring(0, text.length() - (random.nextInt(4) == 0 ? random.nextInt(40) : 0));
  }

  private List<Check> run(Optional<JwtToken> token) {
    return new CheckIssuer(handshake, this::fetched).run(new IssuerUrl(ISSUER), token);
  }

  private DocumentFetch.Fetched fetched(URI url) {
    fetches.add(url.toString());
    var text = served.get(url.toString());
    return new DocumentFetch.Fetched(
        text == null ? 404 : 200, text == null ? "" : text, url, slow, Optional.of(CLOCK));
  }

  private static IssuerHandshake.Inspection inspection(
      boolean reachable, Optional<CertificateFault> fault, boolean publicCa) {
    return new IssuerHandshake.Inspection(
        List.of("203.0.113.1"),
        false,
        reachable,
        "TLSv1.3",
        fault,
        publicCa,
        "CN=CA",
        Instant.EPOCH,
        "00");
  }

  private static Optional<CertificateFault> fault(CertificateFault.Kind kind) {
    return Optional.of(new CertificateFault(kind, "bad", "renew it"));
  }

  private static List<String> failed(List<Check> checks) {
    return checks.stream().filter(Check::failed).map(Check::name).toList();
  }

  private static List<String> names(String expected) {
    return expected == null ? List.of() : Arrays.asList(expected.split(" "));
  }

  private static String keys(String body) {
    var text = body.replace('\'', '"');
    for (var key : KEYS.entrySet()) {
      text = text.replaceAll("\\b" + key.getKey() + "\\b(?!\")", key.getValue());
    }
    return text;
  }

  private static Map<String, String> made() {
    try {
      var ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
      var plain = ec.toPublicJWK().toJSONString();
      return Map.of(
          "EC", plain,
          "RSA", rsa(2048),
          "SMALL", rsa(1024),
          "ED", ED25519,
          "PRIVATE", ec.toJSONString(),
          "SVID", plain.replace("{", "{\"use\":\"jwt-svid\","),
          "ALG", plain.replace("{", "{\"alg\":\"RS256\","),
          "PS", rsa(2048).replace("{", "{\"alg\":\"PS256\","));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String rsa(int bits) throws JOSEException {
    return new JWKSet(new RSAKeyGenerator(bits, true).keyID("rsa" + bits).generate())
        .toPublicJWKSet()
        .getKeys()
        .getFirst()
        .toJSONString();
  }
}
