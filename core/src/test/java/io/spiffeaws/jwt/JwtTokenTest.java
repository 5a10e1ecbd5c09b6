package io.spiffeaws.jwt;

import static io.spiffeaws.jwt.TokenForge.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JwtTokenTest {
  private static final String CLAIMS =
      """
      {"sub":"spiffe://example.org/a","aud":["sts.amazonaws.com"],"iss":"https://oidc.example.org","exp":1795453889,"iat":1.795453589E9}\
      """;

  private final TokenForge forge = new TokenForge("k1");

  @Test
  void parsesToken() {
    var token = forge.signed(CLAIMS);
    assertThat(token.algorithm()).isEqualTo("ES256");
    assertThat(token.keyId()).contains("k1");
    assertThat(token.subject()).contains("spiffe://example.org/a");
    assertThat(token.audiences()).containsExactly("sts.amazonaws.com");
    assertThat(token.issuer()).contains("https://oidc.example.org");
    assertThat(token.expiresAt()).contains(Instant.ofEpochSecond(1795453889));
    assertThat(token.time("iat")).contains(Instant.ofEpochSecond(1795453589));
    assertThat(token.claims().members().keySet())
        .containsExactly("sub", "aud", "iss", "exp", "iat");
  }

  @Test
  void removesTrailingNewline() {
    var text = forge.signed(CLAIMS).text().reveal();
    assertThat(JwtToken.parse(Secret.of(text + "\r\n")).text().reveal()).isEqualTo(text);
  }

  @Test
  void parsesUnsignedToken() {
    assertThat(TokenForge.withHeader("{\"alg\":\"none\"}", "{}").algorithm()).isEqualTo("none");
  }

  static String[] malformed() {
    return new String[] {
      base64("null") + "." + base64("{}") + ".c2ln",
      base64("[]") + "." + base64("{}") + ".c2ln",
      base64("{\"alg\":null}") + "." + base64("{}") + ".c2ln",
      base64("{\"alg\":\"none\"}") + "." + base64("null") + ".c2ln",
      base64("{\"alg\":\"none\"}") + "._w.c2ln",
      "",
      "  \n",
      "a",
      "a.b",
      "a.b.c",
      "a.b.c.d",
      "a.b.c.d.e",
      "..",
      "...",
      base64("{\"alg\":\"RS256\"}") + ".." + "c2ln",
      base64("{\"alg\":\"RS256\"}") + "." + base64("{}") + ".c2l$",
      base64("{\"alg\":\"RS256\"}") + "." + base64("[]") + ".c2ln",
      base64("{\"alg\":\"RS256\"}") + "." + base64("{\"sub\":") + ".c2ln",
      base64("{\"alg\":\"RS256\"}") + "." + base64("{\"a\":1,\"a\":2}") + ".c2ln",
      base64("{\"alg\":7}") + "." + base64("{}") + ".c2ln",
      base64("{}") + "." + base64("{}") + ".c2ln",
      base64("hello") + "." + base64("{}") + ".c2ln",
      base64("{\"alg\":\"RS256\"}") + "." + base64("[".repeat(9000)) + ".c2ln",
      base64("[".repeat(9000)) + "." + base64("{}") + ".c2ln",
      "a".repeat(1_000_000),
      "\u0000.\u00ff.\ud83d\ude00"
    };
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void rejectsOtherTextsWithoutShowingThem(String text) {
    assertThatThrownBy(() -> JwtToken.parse(Secret.of(text)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
              assertThat(e.problem().code()).isEqualTo("malformed-token");
              assertThat(e.problem().message()).hasSizeLessThan(200);
            });
  }

  @Test
  void parsesMutationsAsTokenOrMalformed() {
    var random = new SplittableRandom(4217);
    var text = forge.signed(CLAIMS).text().reveal().getBytes(StandardCharsets.ISO_8859_1);
    for (var round = 0; round < 3000; round++) {
      var bytes = text.clone();
      for (var change = 0; change <= random.nextInt(4); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var mutated =
          new String(bytes, 0, random.nextInt(1, bytes.length + 1), StandardCharsets.ISO_8859_1);
      try {
        var token = JwtToken.parse(Secret.of(mutated));
        assertThat(token.audiences()).isNotNull();
        assertThat(token.expiresAt()).isNotNull();
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1e999999999", "-1e400", "99999999999999999999", "1e12"})
  void ignoresTimeOutOfRange(String digits) {
    assertThat(forge.signed("{\"exp\":" + digits + "}").expiresAt()).isEmpty();
  }

  @Test
  void checksSignatureWithIssuersKeys() {
    var token = forge.signed(CLAIMS);
    assertThat(SignatureCheck.check(token, forge.keys())).isEqualTo(SignatureCheck.Verdict.GOOD);
    assertThat(SignatureCheck.check(forge.forged(CLAIMS), forge.keys()))
        .isEqualTo(SignatureCheck.Verdict.FORGED);
    assertThat(SignatureCheck.check(token, new TokenForge("k1").keys()))
        .isEqualTo(SignatureCheck.Verdict.FORGED);
    assertThat(SignatureCheck.check(token, new TokenForge("k2").keys()))
        .isEqualTo(SignatureCheck.Verdict.UNKNOWN_KEY);
    assertThat(
            SignatureCheck.check(TokenForge.withHeader("{\"alg\":\"none\"}", "{}"), forge.keys()))
        .isEqualTo(SignatureCheck.Verdict.ALGORITHM);
    assertThat(
            SignatureCheck.check(
                TokenForge.withHeader("{\"alg\":\"RS256\",\"kid\":\"k1\"}", "{}"), forge.keys()))
        .isEqualTo(SignatureCheck.Verdict.FORGED);
  }
}
