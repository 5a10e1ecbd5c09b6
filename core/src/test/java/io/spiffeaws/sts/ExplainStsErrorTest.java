package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.oidc.Discovery;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainStsErrorTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String ISSUER = "https://oidc.example.org";

  private final TokenForge forge = new TokenForge("k1");
  private IssuerDocuments issuer = new Documents(forge.keys());
  private TrustReview trust = TrustReview.NONE;

  @Test
  void unsignedTokenIsReported() {
    assertThat(
            explained(
                TokenForge.withHeader("{\"alg\":\"none\"}", claims(300, "sts.amazonaws.com"))))
        .isEqualTo("token-unsigned");
  }

  @Test
  void unsupportedAlgorithmIsReported() {
    assertThat(explained(TokenForge.withHeader("{\"alg\":\"EdDSA\"}", "{}")))
        .isEqualTo("unsupported-algorithm");
  }

  @Test
  void missingIssuerIsReported() {
    var problem = explain(forge.signed("{\"sub\":\"a\"}"), ExchangeRejection.INVALID_TOKEN);
    assertThat(problem.message()).contains("no iss claim");
    assertThat(problem.hint()).contains("jwt_issuer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "iat"})
  void malformedTimeClaimIsReported(String claim) {
    var claims =
        claims(300, "sts.amazonaws.com")
            .replaceFirst("\"" + claim + "\":\\d+", "\"" + claim + "\":\"now\"");
    assertThat(claims).contains("now");
    var problem = explain(forge.signed(claims), ExchangeRejection.INVALID_TOKEN);
    assertThat(problem.code()).isEqualTo("malformed-claim");
    assertThat(problem.message()).contains(claim + " claim is not a time");
  }

  @Test
  void severalAudiencesAreReported() {
    assertThat(explained(forge.signed(claims(300, "sts.amazonaws.com\",\"b"))))
        .isEqualTo("several-audiences");
  }

  @Test
  void expiredTokenIsReportedWithItsTime() {
    var problem = explain(good(-600), ExchangeRejection.INVALID_TOKEN);
    assertThat(problem.code()).isEqualTo("token-expired");
    assertThat(problem.message()).contains("expired 10m ago");
  }

  @Test
  void tokenWithinTheLeewayIsNotTheCause() {
    assertThat(explained(good(-299))).isEqualTo("not-authorized");
  }

  @Test
  void forgedSignatureIsReported() {
    assertThat(explained(forge.forged(claims(300, "sts.amazonaws.com"))))
        .isEqualTo("forged-signature");
  }

  @Test
  void unpublishedKeyIsReported() {
    issuer = new Documents(new TokenForge("k2").keys());
    assertThat(explained(good(300))).isEqualTo("unknown-key");
  }

  @Test
  void issuerMismatchIsReported() {
    issuer = new Failing(new Problem.Refused("issuer-mismatch", "another issuer's", ""));
    assertThat(explained(good(300))).isEqualTo("issuer-mismatch");
  }

  @Test
  void wrongAudienceIsReported() {
    assertThat(explained(forge.signed(claims(300, "other")))).isEqualTo("wrong-audience");
  }

  @Test
  void acceptedAudiencesAreReported() {
    trust = _ -> Optional.of(new Problem.Refused("wrong-audience", "it takes a", ""));
    var problem = explain(good(300), ExchangeRejection.WRONG_AUDIENCE);
    assertThat(problem.message()).isEqualTo("it takes a");
  }

  @Test
  void trustReviewHasPriorityOverGuesses() {
    trust = _ -> Optional.of(new Problem.Refused("wrong-subject", "m", ""));
    assertThat(explained(forge.signed(claims(300, "other")))).isEqualTo("wrong-subject");
  }

  @Test
  void validTokenLeavesOnlyTheRoleAsCause() {
    var problem = explain(good(300), ExchangeRejection.INVALID_TOKEN);
    assertThat(problem.code()).isEqualTo("not-authorized");
    assertThat(problem.message()).contains("the token is valid");
    assertThat(problem.hint()).contains("trust add-sub app spiffe://example.org/a");
  }

  @Test
  void uncheckedSignatureIsNotReportedAsValid() {
    issuer = new Failing(new Problem.Unreachable("issuer-unreachable", "it is down", ""));
    assertThat(explain(good(300), ExchangeRejection.NOT_AUTHORIZED).message())
        .contains("could not be checked from here (it is down)");
  }

  @ParameterizedTest
  @EnumSource(ExchangeRejection.class)
  void rejectionRemainsARejection(ExchangeRejection refusal) {
    assertThat(explain(good(300), refusal)).isInstanceOf(Problem.Refused.class);
  }

  @Test
  void hangingIssuerDoesNotDelayTheAnswer() {
    var never = new CountDownLatch(1);
    issuer =
        new IssuerDocuments() {
          @Override
          public Discovery discovery(String of) {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new AssertionError();
          }

          @Override
          public String keys(URI jwksUri) {
            throw new AssertionError();
          }
        };
    assertThat(explain(good(300), ExchangeRejection.INVALID_TOKEN, Duration.ofMillis(50)).code())
        .isEqualTo("invalid-identity-token");
  }

  private String explained(JwtToken token) {
    return explain(token, ExchangeRejection.INVALID_TOKEN).code();
  }

  private Problem explain(JwtToken token, ExchangeRejection refusal) {
    return explain(token, refusal, Duration.ofSeconds(30));
  }

  private Problem explain(JwtToken token, ExchangeRejection refusal, Duration timeout) {
    var review = new ReviewToken(() -> issuer, Clock.fixed(NOW, ZoneOffset.UTC));
    return new ExplainStsError(review, trust, "sts.amazonaws.com", timeout)
        .explain(
            new ExchangeRequest(
                RoleArn.parse("arn:aws:iam::123456789012:role/app"),
                new SessionName("session"),
                token,
                Duration.ofHours(1),
                SessionPolicies.NONE),
            new Problem.Refused(refusal.code(), "refused", ""));
  }

  private JwtToken good(long seconds) {
    return forge.signed(claims(seconds, "sts.amazonaws.com"));
  }

  private static String claims(long seconds, String audience) {
    return """
    {"iss":"%s","sub":"spiffe://example.org/a","aud":["%s"],"iat":%d,"exp":%d}\
    """
        .formatted(ISSUER, audience, NOW.getEpochSecond() - 900, NOW.getEpochSecond() + seconds);
  }

  private record Documents(String jwks) implements IssuerDocuments {
    @Override
    public Discovery discovery(String issuer) {
      assertThat(issuer).isEqualTo(ISSUER);
      return new Discovery(issuer, URI.create(ISSUER + "/keys"), Json.object());
    }

    @Override
    public String keys(URI jwksUri) {
      return jwks;
    }
  }

  private record Failing(Problem problem) implements IssuerDocuments {
    @Override
    public Discovery discovery(String issuer) {
      throw new ProblemException(problem);
    }

    @Override
    public String keys(URI jwksUri) {
      throw new ProblemException(problem);
    }
  }
}
